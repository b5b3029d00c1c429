#ifndef CFILESYSTEMS_H
#define CFILESYSTEMS_H

#include <stdbool.h>

/// Whether an open file is on a file system that other machines may share, where locks do not reach everybody.
/// False where the system does not say. (Swift's Glibc module has no statfs.)
bool llmctl_is_on_remote_file_system(int descriptor);

#endif
