/* Which system calls write. In: a thread that is traced, and stopped at a call; out: whether that
 * call writes to a file or folder, where, and whether it could be done on a full disk. A call that
 * is made on a pipe, a terminal, a device, memory, or on the file that is our stdout or stderr is
 * none of these. Of Linux on x86-64 alone. */
#ifndef VERREKEN_TESTS_CRASH_WRITING_CALLS_H
#define VERREKEN_TESTS_CRASH_WRITING_CALLS_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* One call that a thread is about to make. */
typedef struct Call {
    const struct WritingCall *kind;
    long number;
    const char *name;
    pid_t thread;
    const uint64_t *arguments;
    char path[PATH_MAX * 2], path_2[PATH_MAX * 2]; /* absolute, or from the folder of at_call */
} Call;

/* Whether the call with this number and these arguments writes; then *call is filled in. */
bool is_writing_call(Call *call, pid_t thread, long number, const uint64_t *arguments);

/* Whether the call cannot be done on a disk that is full. */
bool needs_room(const Call *call);

#endif
