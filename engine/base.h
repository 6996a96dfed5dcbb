/* Integer types, assertions and the arena that every part of verreken uses.
 *
 * Holds always: an assertion stays on in every build; a fault in the input is never an assertion
 * (see fault.h). Memory comes from an Arena and is freed with it; running out of memory ends the
 * program through the handler that the edge installs (exit 4), never with half an output.
 */
#ifndef VERREKEN_ENGINE_BASE_H
#define VERREKEN_ENGINE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

/* No partij, school, row …: the value of an optional reference that is empty. */
#define NONE UINT32_MAX

_Noreturn void assert_failed(const char *condition, const char *file, int line);

/* A condition that only a defect of the program can break. No test can take its other branch, so
 * a build that measures which branches are taken has that branch once, in a function. */
#ifdef VERREKEN_COVERAGE
static inline void assert_holds(bool holds, const char *condition, const char *file, int line)
{
    if (!holds) assert_failed(condition, file, line);
}
#define ASSERT(condition) assert_holds((condition), #condition, __FILE__, __LINE__)
#else
#define ASSERT(condition) ((condition) ? (void)0 : assert_failed(#condition, __FILE__, __LINE__))
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* What to do when an assertion breaks or memory ends; the edge installs both at its start.
 * Neither may return. `what` is a text for a person. */
typedef struct Emergency {
    void (*defect)(const char *what, const char *file, int line);
    void (*out_of_memory)(void);
} Emergency;

/* Where arenas get their blocks: zeroed memory of `bytes`, aligned to 16, NULL when there is none;
 * given back with the same size. calloc and free until the edge installs its own. */
typedef struct Memory {
    void *(*get)(size_t bytes);
    void (*give_back)(void *block, size_t bytes);
} Memory;

void memory_install(Memory memory);

void emergency_install(Emergency emergency);
_Noreturn void emergency_out_of_memory(void);

typedef struct ArenaBlock ArenaBlock;

/* Memory that is freed as a whole. An Arena of zeros is empty and ready. */
typedef struct Arena {
    ArenaBlock *block; /* the newest */
} Arena;

/* Zeroed memory for `count` elements of `size` bytes, aligned to 16; never NULL. */
void *arena_alloc(Arena *arena, size_t count, size_t size);

/* Makes room for `needed` elements in a block got from `arena`: returns `old` when `*capacity`
 * already suffices, else a copy with room for at least twice as many. `*capacity` in elements. */
void *arena_grow(Arena *arena, void *old, size_t *capacity, size_t needed, size_t size);

/* Moves everything in `from` into `to`; `from` is empty afterwards. */
void arena_adopt(Arena *to, Arena *from);

/* Gives the memory of one piece back before that of its arena, when the piece is so large that it
 * has a block to itself; else nothing happens. */
void arena_give_back(Arena *arena, const void *piece);

/* Forgets everything in the arena, and keeps one block of it for what comes. */
void arena_rewind(Arena *arena);
void arena_free(Arena *arena);

#define NEW(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* A growing array: `items`, `count` and `capacity` are fields of *list. */
#define PUSH(arena, list)                                                                 \
    ((list)->count < (list)->capacity                                                     \
         ? (void)0                                                                        \
         : (void)((list)->items = arena_grow((arena), (list)->items, &(list)->capacity,   \
                                             (list)->count + 1, sizeof(*(list)->items))), \
     &(list)->items[(list)->count++])

/* Sorts `count` elements; none is fine, also at NULL. */
void sort_array(void *array, size_t count, size_t size,
                int (*compare)(const void *left, const void *right));

#endif
