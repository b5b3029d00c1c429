#include "build_info.h"

const char *llmctl_build_commit(void) { return LLMCTL_COMMIT; }
