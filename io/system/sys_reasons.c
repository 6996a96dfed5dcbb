/* What the system says is wrong. In: an errno; out: a text of messages.def, so that it can be told
 * in either language, whatever the libc. */
#include "io/system/sys.h"

#include "engine/taal.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

static _Atomic(const char *) trouble;

const char *sys_trouble(void)
{
    return atomic_load(&trouble);
}

void sys_forget_trouble(void)
{
    atomic_store(&trouble, NULL);
}

static const char *name_of(int error)
{
    switch (error) {
    case EACCES: return SAID("Permission denied");
    case EBUSY: return SAID("Device or resource busy");
    case EDQUOT: return SAID("Disk quota exceeded");
    case EEXIST: return SAID("File exists");
    case EFBIG: return SAID("File too large");
    case EINVAL: return SAID("Invalid argument");
    case EIO: return SAID("Input/output error");
    case EISDIR: return SAID("Is a directory");
    case ELOOP: return SAID("Too many levels of symbolic links");
    case EMFILE: return SAID("Too many open files");
    case ENAMETOOLONG: return SAID("File name too long");
    case ENFILE: return SAID("Too many open files in system");
    case ENOENT: return SAID("No such file or directory");
    case ENOMEM: return SAID("Cannot allocate memory");
    case ENOSPC: return SAID("No space left on device");
    case ENOTDIR: return SAID("Not a directory");
    case ENOTEMPTY: return SAID("Directory not empty");
    case EPERM: return SAID("Operation not permitted");
    case EROFS: return SAID("Read-only file system");
    case ETXTBSY: return SAID("Text file busy");
    case EXDEV: return SAID("Invalid cross-device link");
    default: return strerror(error);
    }
}

const char *sys_reason(int error)
{
    const char *words = name_of(error), *none = NULL;
    if (error == EIO || error == EMFILE || error == ENFILE || error == ENOMEM)
        atomic_compare_exchange_strong(&trouble, &none, words);
    return words;
}
