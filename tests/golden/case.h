/* A case: an input made from base/ and some blocks, and what verreken must say of it.
 *
 * Memory is taken until the end of the program; the inputs are small, and there are some hundreds.
 */
#ifndef VERREKEN_TESTS_GOLDEN_CASE_H
#define VERREKEN_TESTS_GOLDEN_CASE_H

#include <stddef.h>

typedef struct Block {
    const char *file, *kind; /* kind: empty, edit, remove, directory, fifo, link, bytes,
                                sparse, xlsx */
    const char *argument;    /* of link and sparse */
    const char *first;       /* the arguments of a run of verreken instead of a file, or NULL */
    const char *body;
    struct Block *next;
} Block;

typedef struct Case {
    const char *goal, *command; /* command: check, run or voorschot, and options */
    int exit;
    const char *wrong, *right; /* NULL: none */
    const char *waits;         /* what the program must do first; NULL: it does it */
    Block *blocks;
    const char *expected;      /* of stderr, as as_shown() gives it */
    const char *before_stderr; /* the file up to and with the line --- stderr */
    const char *fault;         /* what is wrong with the case file; NULL: nothing */
} Case;

/* Reads a case file; a mistake in it is in `fault`. */
Case *read_case(const char *path);

/* Runs verreken in the folder with these arguments; what is wrong with that, or NULL. */
typedef const char *RunFirst(const char *arguments, const char *folder);

/* Puts the blocks in the folder, which holds a copy of base/, one after the other. What is wrong
 * with a first: of them, or NULL. */
const char *apply_blocks(const Case *c, const char *folder, RunFirst *run);

/* The text with what does not show in an editor as \xNN, and a backslash twice. */
char *as_shown(const char *text);

/* What is wrong with stderr in Dutch, against that of the case in English; NULL: nothing. */
const char *dutch_fault(const char *told, const char *expected);

/* Files. Each of these ends the program when it cannot do what it says. */
char *read_text(const char *path);
void copy_folder(const char *from, const char *to);
void remove_tree(const char *path);
const char *make_scratch(void); /* a new folder, until remove_scratch() or the end */
void remove_scratch(void);
_Noreturn void give_up(const char *where, const char *why);

/* Zeroed memory that is given back by give_back(), all at once. */
void *take(size_t bytes);
void give_back(void);
char *join(const char *first, const char *second, const char *third);

#endif
