#ifndef LLMCTL_CORE_DUMPS_H
#define LLMCTL_CORE_DUMPS_H

/// Has the system write no image of this process, and let no other process of the user look into it. Returns false where that
/// is refused.
int llmctl_forbid_core_dumps(void);

#endif
