/* Which keys make two pools differ. */
#ifndef VERREKEN_IO_COMPARE_WHY_H
#define VERREKEN_IO_COMPARE_WHY_H

#include "io/compare/join.h"

typedef struct Why Why;

Why *why_begin(Arena *arena, Comparison *comparison, Computed *computed, const Run *first,
               const Run *here);

/* The reason of a group: an index in Computed.reasons. What differs in it goes to
 * Computed.params. */
u32 why_group(Why *why, const JoinGroup *group);

/* Whether a reason is that nothing differs in the pool; and the reason for a contract without
 * pools. */
bool why_is_nothing(const Why *why, u32 reason);
u32 why_other(Why *why);

/* After all groups: what [afrekening] says otherwise. */
void why_end(Why *why);

#endif
