/* Every system call of verreken stands behind this file: reading files and writing tables (sys.c),
 * other files and names (sys_files.c), making a folder whole or not at all (sys_staging.c), child
 * processes (sys_children.c), threads (sys_threads.c), memory (sys_memory.c), the terminal
 * (sys_terminal.c), why a call failed (sys_reasons.c). One place for fault injection and for
 * another operating system.
 *
 * Paths are zero-ended. Files are made 0600, folders 0700: pupil data is sensitive.
 */
#ifndef VERREKEN_IO_SYSTEM_SYS_H
#define VERREKEN_IO_SYSTEM_SYS_H

#include "engine/taal.h"
#include "engine/work.h"

typedef enum ReadOutcome {
    READ_OK,
    READ_MISSING,     /* no file of that name */
    READ_NOT_REGULAR, /* a folder, a pipe, a device */
    READ_TOO_LARGE,   /* more than the limit */
    READ_FAILED,      /* the system says why in `reason` */
} ReadOutcome;

typedef struct FileRead {
    ReadOutcome outcome;
    Text text;          /* whole, followed by a zero byte */
    const char *reason; /* for READ_FAILED */
    u64 stamp[4];       /* differs when the file is another or was written to */
} FileRead;

/* Reads a regular file into the arena, never blocking on a pipe. */
FileRead sys_read_file(Arena *arena, const char *path, size_t limit);

/* The same of a secret: a file that others than its owner may read or write is READ_FAILED. */
FileRead sys_read_secret(Arena *arena, const char *path, size_t limit);

/* The stamp (FileRead) of an open file; zeros when the system does not tell. */
void sys_stamp(int descriptor, u64 stamp[4]);

/* Opens a regular file to be read in blocks; -1 with the reason. */
int sys_open_blocks(const char *path, u64 *bytes, const char **reason);
/* Reads `count` bytes from `offset` on; false with the reason, also when there are fewer. */
bool sys_read_block(int descriptor, char *bytes, size_t count, u64 offset, const char **reason);

/* A file descriptor with `text` in it, to be opened by name through sys_memory_path(); -1: failed.
 */
int sys_memory_file(Text text);
const char *sys_memory_path(Arena *arena, int descriptor);
void sys_close(int descriptor);

/* A folder that is being made beside its target; on success it takes the target's place. */
typedef struct Staging {
    char *path, *target;
    int lock;           /* descriptor of the folder, locked against a second run */
    bool replaces;      /* a target is there that may be replaced */
    const char *reason; /* why the last call failed, for a person */
} Staging;

typedef enum StagingOutcome {
    STAGING_OK,
    STAGING_FOREIGN, /* the target exists and holds `reason`, which is not ours */
    STAGING_FAILED,  /* the system says why in `reason` */
} StagingOutcome;

/* Whether an entry of a folder is one that the command writes: NAME, NAME/ of a folder, or
 * NAME/FILE.
 */
typedef bool IsOurs(const void *context, const char *entry);

/* Makes the staging folder of `target`. A target that exists must be a folder that `is_ours` knows
 * each entry of. What an interrupted run left beside it is removed. What was made when it fails too
 * is removed by staging_abandon(). */
StagingOutcome staging_begin(Arena *arena, Staging *staging, const char *target, IsOurs *is_ours,
                             const void *context);
/* Syncs the folder and puts it in the place of the target. False: failed, nothing changed; also,
 * unless it is held, after sys_trouble(). */
bool staging_commit(Staging *staging);
/* Removes the staging folder. Also called by an emergency. */
void staging_abandon(void);
/* Whether a folder has been put in its place, so that something was written. */
bool staging_committed(void);

/* From here on the folder stays, whatever happens: it may be what a grootboek has posted. */
void staging_hold(Staging *staging);

/* What an interrupted command left beside `target`: its path, locked; NULL: nothing. It is for
 * staging_commit() or staging_remove(). STAGING_FAILED: another run is writing it, or the system
 * says why. */
StagingOutcome staging_left(Arena *arena, Staging *staging, const char *target);
/* Removes a folder that was left or held. False with the reason. */
bool staging_remove(Staging *staging);

/* For a child process: the folder is its parent's, and no emergency here removes it. */
void staging_leave(void);

/* A folder of its own that staging_abandon() removes: in $TMPDIR, else that of the system. False
 * with the reason. */
bool staging_temporary(Arena *arena, Staging *staging);

/* --- files and names (sys_files.c) ------------------------------------------------------------ */

/* Whether there is a regular file. False with *reason NULL: there is nothing of that name in its
 * folder; else it is something else, has no folder, or the system says why it cannot be known. */
bool sys_is_file(const char *path, const char **reason);

/* Makes a folder, 0700. False with the reason. */
bool sys_make_folder(const char *path, const char **reason);

/* Waits until the names in a folder are on the disk. */
bool sys_sync_folder(const char *path, const char **reason);

/* Waits until what another library wrote to a file is on the disk; the file becomes 0600. */
bool sys_sync_file(const char *path, const char **reason);

/* Makes an empty file, 0600, when there is none. False with the reason. */
bool sys_make_file(const char *path, const char **reason);

/* Removes a file; nothing when there is none. */
void sys_remove_file(const char *path);

/* Writes a file that was not there, and waits until it is on the disk. */
bool sys_write_file(const char *path, Text bytes, const char **reason);

/* Hands the bytes of a file over, block by block, and copies them to `to` unless that is NULL. A
 * file that has not the stamp that it had, unless `stamp` is NULL, is refused. */
typedef void TakeBytes(void *context, Text bytes);
bool sys_stream_file(const char *from, const char *to, const u64 stamp[4], TakeBytes *take,
                     void *context, u64 *bytes, const char **reason);

/* The path from the root on, without links and dots; empty when there is nothing of that name. */
Text sys_real_path(Arena *arena, const char *path);

/* The names of the files and folders (NAME/) in a folder, bytewise. False with the reason. */
typedef struct Names {
    Text *items;
    size_t count, capacity;
} Names;
bool sys_list_folder(Arena *arena, const char *path, Names *names, const char **reason);

/* A new file that is written at places, by several threads. */
typedef struct Writer {
    int descriptor;
    const char *reason; /* why it could not be opened or closed; NULL: it could */
} Writer;

void writer_open(Writer *writer, const char *path);

/* Writes at `offset`, and has the disk begin with it. False with the reason. */
bool writer_put(const Writer *writer, Text bytes, u64 offset, const char **reason);

/* Waits until everything is on the disk, and closes. False with writer->reason, also when that was
 * there before. */
bool writer_close(Writer *writer);

/* --- child processes (sys_children.c) --------------------------------------------------------- */

/* One task, in a child process; NULL: it is done, else why not. */
typedef const char *ChildTask(void *context, size_t task);

/* Does tasks 0 … count - 1 in up to `width` children, each of which takes the next one. No thread
 * may run meanwhile. False: *failed was not done, and why; also when its child crashed. */
bool sys_children(Arena *arena, size_t count, unsigned width, ChildTask *carry_out, void *context,
                  size_t *failed, const char **reason);

/* How far sys_children() is: about *done of *count; false: no call is going on. May be asked at any
 * moment, by a signal too. */
bool sys_children_progress(size_t *done, size_t *count);

/* --- threads (sys_threads.c) ------------------------------------------------------------------ */

/* Gives work_each() threads. */
void sys_threads_install(void);

/* A thread that carries out one function, until sys_thread_end(), which waits for it. False: the
 * system refuses one. */
bool sys_thread_begin(Thread *thread, ThreadMain *carry_out, void *context);
void sys_thread_end(Thread *thread);

/* What several threads change one at a time: between enter and leave. Within, wait lets others in
 * until one of them tells that something changed. */
typedef struct Monitor Monitor;
Monitor *sys_monitor(Arena *arena);
void sys_monitor_enter(Monitor *monitor);
void sys_monitor_leave(Monitor *monitor);
void sys_monitor_wait(Monitor *monitor);
void sys_monitor_tell(Monitor *monitor);

/* The one lock of the program, for what is seldom done by two threads. */
void sys_alone_begin(void);
void sys_alone_end(void);

/* --- memory and time -------------------------------------------------------------------------- */

/* Ends the program as when our own memory ends, unless a library had `enough`. */
static inline void sys_enough_memory(bool enough)
{
    if (!enough) emergency_out_of_memory();
}

/* Memory for GMP, whose end is the emergency; and for arenas: large blocks on large pages, where
 * the system has them. */
void sys_memory_install(void);

/* Gives the system the blocks back that are kept for who asks next. */
void sys_memory_trim(void);

/* How many cores this process may use, at least 1. */
unsigned sys_cores(void);

/* Ends the program here and now. */
_Noreturn void sys_end(int status);

/* What went wrong, in English: an errno. */
const char *sys_reason(int error);

/* The first reason that was the system itself, and no answer about a file: a bad disk, no more
 * descriptors, no memory; NULL: none. Who reads cannot always tell it from a file that is not
 * there, so that what was found after it does not count, whatever it is. */
const char *sys_trouble(void);
/* For a program that goes on after it: a test. */
void sys_forget_trouble(void);

/* Writes all bytes to what is open; false: errno says why. For sys*.c alone. */
bool sys_write_all(int descriptor, const char *bytes, size_t count);

/* A variable of the environment; empty: it is not set. */
const char *sys_environment(const char *name);

/* Microseconds since some moment, and those of CPU that the process used. */
typedef struct Clock {
    u64 wall, cpu;
} Clock;
Clock sys_clock(void);

/* --- the terminal (sys_terminal.c) ------------------------------------------------------------ */

/* Prints text to stdout or stderr; a failure is remembered and told by sys_printed(). */
void sys_print(int descriptor, Text text);
bool sys_printed(void);

/* Whether a person looks at it, on a terminal that can do more than print. */
bool sys_is_terminal(int descriptor);
/* The same, of a person who wants colours (NO_COLOR is empty). */
bool sys_has_colours(int descriptor);

/* Draws a line of ASCII on stderr in the place of the one before it, cut to the width of the
 * terminal; empty: takes that away. May be called by a tick: when somebody prints, it does nothing.
 */
void sys_draw(const char *line, size_t length);

/* Calls `tick` from a signal, first_ms from now and then every every_ms; NULL: no more. It may do
 * no more than read atomics and draw. */
void sys_tick(void (*tick)(void), unsigned first_ms, unsigned every_ms);

#endif
