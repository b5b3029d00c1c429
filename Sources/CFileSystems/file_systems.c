#include "CFileSystems.h"

#include <linux/magic.h>
#include <sys/vfs.h>

/// Numbers of statfs(2) that <linux/magic.h> leaves out.
enum {
  CIFS_SUPER = (int)0xFF534D42,
  GFS2_SUPER = 0x01161970,
  LUSTRE_SUPER = 0x0BD00BD0,
  NCP_SUPER = 0x564C,
};

bool llmctl_is_on_remote_file_system(int descriptor) {
  struct statfs status;
  if (fstatfs(descriptor, &status) != 0) return false;
  switch ((int)status.f_type) {
  case NFS_SUPER_MAGIC:
  case SMB_SUPER_MAGIC:
  case (int)0xFE534D42: // SMB2
  case CIFS_SUPER:
  case AFS_SUPER_MAGIC:
  case AFS_FS_MAGIC:
  case CODA_SUPER_MAGIC:
  case NCP_SUPER:
  case 0x00C36400: // Ceph
  case LUSTRE_SUPER:
  case V9FS_MAGIC:
  case OCFS2_SUPER_MAGIC:
  case GFS2_SUPER:
  case 0x65735546: // FUSE, behind which sshfs may stand
    return true;
  default:
    return false;
  }
}
