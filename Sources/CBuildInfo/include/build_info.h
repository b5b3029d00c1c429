#ifndef LLMCTL_BUILD_INFO_H
#define LLMCTL_BUILD_INFO_H

/// The commit this binary was built from, or "unknown" for a build outside the Makefile.
const char *llmctl_build_commit(void);

#endif
