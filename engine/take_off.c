/* What was posted is taken off what today's run says (SPEC §9). In: lines, prefinancings, positions
 * and the rows of the grootboek; out: how much of each was posted, and what is gone. Holds always:
 * all that was posted within the settled days is taken off once, so that posted + difference =
 * today, whatever changed in between; no sum of posted amounts passes POSTED_MOST. */
#include "engine/books.h"
#include "engine/identity.h"
#include "engine/pxq.h"
#include "engine/sort.h"

/* Of all posted cents together, without their signs: with the largest amounts of a batch on top, no
 * sum of a run leaves an i64. */
#define POSTED_MOST ((u64)1000000000000000000)

const char *const entry_soorten[ENTRY_SOORT_COUNT] = {
    [ENTRY_APART] = "apart",
    [ENTRY_BIJDRAGE] = "bijdrage",
    [ENTRY_BOVEN_MAXIMUM] = "boven_maximum",
    [ENTRY_VERDEELD] = "verdeeld",
    [ENTRY_NIET_VERREKEND] = "niet_verrekend",
    [ENTRY_VOORSCHOT] = "voorschot",
};

/* What a post is today. */
typedef enum Today {
    TODAY_GONE,
    TODAY_LINES, /* lines first … end - 1 of a pool, of its laag */
    TODAY_PAID,
    TODAY_UNSETTLED,
} Today;

typedef struct Target {
    Today today;
    u32 tijdvak;
    size_t first, end, next; /* next: where the partij after the last one is likely to stand */
} Target;

/* A row that is no line or prefinancing of today: gone, or of a margin. */
typedef struct Loose {
    u32 post, partij;
    i64 cents;
} Loose;

typedef struct TakingOff {
    Run *run;
    Books *books;
    Arena scratch;
    Identities pools, paid, positions;
    Symbols voorschotten; /* number = row */
    Target *targets;      /* by post */
    LIST(Loose) loose;
    u64 room;  /* what is left of POSTED_MOST */
    u32 *rank; /* by contract, also gone: its place in bytewise order */
    size_t contract_count;
} TakingOff;

static Identity pool_identity(u32 contract, u32 school, u32 tijdvak)
{
    return (Identity){{contract, school, tijdvak}};
}

static Identity paid_identity(u32 contract, u32 school, u32 tijdvak, u32 crediteur, u32 partij,
                              u32 voorschot)
{
    return (Identity){{contract, voorschot == NONE ? school : voorschot, tijdvak, crediteur, partij,
                       voorschot == NONE}};
}

static Identity position_identity(u32 contract, u32 crediteur, u32 partij)
{
    return (Identity){{contract, crediteur, partij}};
}

/* --- what each post is today ------------------------------------------------------------------ */

static bool is_known_contract(const Run *run, u32 contract)
{
    return contract < run->batch->contracten.rows.count;
}

static void tell_posted_overlap(TakingOff *t, const PostedPost *post, Words with)
{
    Run *run = t->run;
    FAULT_AT(run->batch->report, E430_POSTED_OVERLAP, run->settings->booking.grootboek_place,
             text_integer(run->batch->arena, post->boeking),
             interval_label(run->batch->arena, post->days),
             contract_code(run->batch, post->contract), with);
}

/* The tijdvak that has exactly these days; NONE with a fault: they overlap others. */
static u32 find_tijdvak(TakingOff *t, const PostedPost *post)
{
    const Run *run = t->run;
    Interval settled = run->settings->settled;
    if (!is_known_contract(run, post->contract)) {
        bool within = post->days.first >= settled.first && post->days.last <= settled.last;
        if (!within) tell_posted_overlap(t, post, WORDS("the days that are settled"));
        return NONE;
    }
    const RulePlan *plan = &run->plans[run->settings->rule_of_contract[post->contract]];
    u32 i = 0; /* one does: they are all of the settled days */
    while (is_empty(overlap(plan->tijdvakken[i].days, post->days)))
        i++;
    Interval days = plan->tijdvakken[i].days;
    if (days.first == post->days.first && days.last == post->days.last) return i;
    tell_posted_overlap(t, post, words_same(plan->tijdvakken[i].label));
    return NONE;
}

/* The lines of a pool that are of the laag: they stand together. */
static void find_lines(const TakingOff *t, const PostedPost *post, const Pool *pool, Target *target)
{
    const Run *run = t->run;
    const Line *lines = run->lines.items;
    const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
    size_t i = pool->first_line, end = pool->first_line + pool->line_count;
    while (i < end) {
        Text name = lines[i].laag == NO_LAAG ? TEXT("-") : terms->lagen[lines[i].laag].name;
        bool own = text_equal_nocase(name, post->laag);
        if (own && target->end == 0) target->first = i;
        i++;
        if (own) target->end = i;
    }
    if (target->end) target->today = TODAY_LINES;
    target->next = target->first;
}

static Target target_of(TakingOff *t, const PostedPost *post)
{
    const Run *run = t->run;
    Target target = {.today = TODAY_GONE};
    ASSERT(!is_empty(overlap(post->days, run->settings->settled)));
    bool same_btw = is_known_contract(run, post->contract) &&
                    btw_of(run, post->contract, post->crediteur) == post->btw;
    if (post->soort == ENTRY_NIET_VERREKEND) {
        if (same_btw) target.today = TODAY_UNSETTLED;
        return target;
    }
    target.tijdvak = find_tijdvak(t, post);
    if (target.tijdvak == NONE || !same_btw) return target;
    if (post->soort == ENTRY_VOORSCHOT) {
        target.today = TODAY_PAID;
        return target;
    }
    u32 pool =
        identities_find(&t->pools, pool_identity(post->contract, post->school, target.tijdvak));
    if (pool == NONE || run->pools.items[pool].crediteur != post->crediteur) return target;
    find_lines(t, post, &run->pools.items[pool], &target);
    return target;
}

/* --- rows ------------------------------------------------------------------------------------- */

static int compare_line(const Line *line, u32 partij, u32 soort)
{
    if (line->partij != partij) return line->partij < partij ? -1 : 1;
    return (line->soort > soort) - (line->soort < soort);
}

/* The line of a partij among those of a target, which rise by partij and soort; NONE: none. */
static size_t find_line(const Run *run, Target *target, u32 partij, u32 soort)
{
    const Line *lines = run->lines.items;
    if (target->next < target->end && !compare_line(&lines[target->next], partij, soort))
        return target->next++;
    size_t low = target->first, high = target->end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_line(&lines[middle], partij, soort) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == target->end || compare_line(&lines[low], partij, soort)) return NONE;
    target->next = low + 1;
    return low;
}

static u32 find_paid(const TakingOff *t, const PostedPost *post, const Target *target, u32 partij)
{
    u32 voorschot = NONE;
    if (post->voorschot.length) {
        voorschot = symbols_find(&t->voorschotten, post->voorschot);
        if (voorschot == NONE) return NONE;
    }
    return identities_find(&t->paid, paid_identity(post->contract, post->school, target->tijdvak,
                                                   post->crediteur, partij, voorschot));
}

/* Whether the amount of a row can be added to those before it; false with a fault. */
static bool take_room(TakingOff *t, const PostedRow *row)
{
    Run *run = t->run;
    u64 size = row->cents < 0 ? (u64)0 - (u64)row->cents : (u64)row->cents;
    if (size <= t->room) {
        t->room -= size;
        return true;
    }
    const PostedPost *post = &t->books->posted.posts[row->post];
    FAULT_AT(run->batch->report, E432_POSTED_TOO_MUCH, run->settings->booking.grootboek_place,
             partij_code(run->batch, row->partij), contract_code(run->batch, post->contract),
             interval_label(run->batch->arena, post->days));
    return false;
}

static void take_row(TakingOff *t, const PostedRow *row)
{
    const PostedPost *post = &t->books->posted.posts[row->post];
    Target *target = &t->targets[row->post];
    if (target->today == TODAY_LINES) {
        size_t line = find_line(t->run, target, row->partij, post->soort);
        if (line != NONE) {
            t->books->line[line] += row->cents;
            return;
        }
    } else if (target->today == TODAY_PAID) {
        u32 paid = find_paid(t, post, target, row->partij);
        if (paid != NONE) {
            t->books->prefinanced[paid] += row->cents;
            return;
        }
    }
    *PUSH(&t->scratch, &t->loose) = (Loose){row->post, row->partij, row->cents};
}

static int by_post(const void *left, const void *right)
{
    const Loose *a = left, *b = right;
    if (a->post != b->post) return a->post < b->post ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* Adds the loose rows of one post and partij up, and drops what is 0. */
static void add_up_loose(TakingOff *t)
{
    Loose *items = t->loose.items;
    size_t kept = 0;
    sort_array(items, t->loose.count, sizeof *items, by_post);
    for (size_t i = 0; i < t->loose.count; i++) {
        if (kept && !by_post(&items[kept - 1], &items[i])) {
            items[kept - 1].cents += items[i].cents;
            continue;
        }
        if (kept && !items[kept - 1].cents) kept--;
        items[kept++] = items[i];
    }
    if (kept && !items[kept - 1].cents) kept--;
    t->loose.count = kept;
}

/* --- positions -------------------------------------------------------------------------------- */

static void find_ranks(TakingOff *t)
{
    const Batch *b = t->run->batch;
    size_t rows = b->contracten.rows.count, gone = b->gone_contracts.count;
    t->contract_count = rows + gone;
    t->rank = NEW(&t->scratch, u32, t->contract_count);
    u32 *order = NEW(&t->scratch, u32, t->contract_count);
    for (u32 i = 0; i < t->contract_count; i++) {
        u32 at = i; /* rows stand in order; those that are gone are few */
        for (; at > 0 && text_compare(contract_code(b, order[at - 1]), contract_code(b, i)) > 0;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (u32 i = 0; i < t->contract_count; i++)
        t->rank[order[i]] = i;
}

/* Puts the positions in order again, and all that tells one of them. */
static void order_positions(TakingOff *t)
{
    Run *run = t->run;
    size_t count = run->positions.count;
    u32 *keys[3] = {NEW(&t->scratch, u32, count), NEW(&t->scratch, u32, count),
                    NEW(&t->scratch, u32, count)};
    u32 *order = NEW(&t->scratch, u32, count), *place = NEW(&t->scratch, u32, count);
    Position *sorted = NEW(run->arena, Position, count);
    for (u32 i = 0; i < count; i++) {
        const Position *p = &run->positions.items[i];
        keys[0][i] = p->partij, keys[1][i] = p->crediteur, keys[2][i] = t->rank[p->contract];
        order[i] = i;
    }
    size_t partijen = run->batch->partijen.rows.count;
    sort_by_key(&t->scratch, order, count, keys[0], partijen);
    sort_by_key(&t->scratch, order, count, keys[1], partijen);
    sort_by_key(&t->scratch, order, count, keys[2], t->contract_count);
    for (u32 i = 0; i < count; i++) {
        sorted[i] = run->positions.items[order[i]];
        place[order[i]] = i;
    }
    run->positions.items = sorted;
    run->positions.capacity = count;
    for (size_t i = 0; i < run->lines.count; i++)
        t->books->position_of_line[i] = place[t->books->position_of_line[i]];
    for (size_t i = 0; i < run->prefinanced.count; i++)
        run->prefinanced.items[i].position = place[run->prefinanced.items[i].position];
}

static void index_positions(TakingOff *t, size_t room)
{
    const Run *run = t->run;
    t->positions = identities(&t->scratch, room);
    for (u32 i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        identities_add(&t->positions, position_identity(p->contract, p->crediteur, p->partij), i);
    }
}

static Identity position_of_loose(const TakingOff *t, const Loose *loose)
{
    const PostedPost *post = &t->books->posted.posts[loose->post];
    return position_identity(post->contract, post->crediteur, loose->partij);
}

/* A position for each loose row that has none. */
static void add_positions_of_loose(TakingOff *t)
{
    Run *run = t->run;
    size_t before = run->positions.count;
    index_positions(t, before + t->loose.count);
    for (size_t i = 0; i < t->loose.count; i++) {
        Identity identity = position_of_loose(t, &t->loose.items[i]);
        if (identities_find(&t->positions, identity) != NONE) continue;
        identities_add(&t->positions, identity, (u32)run->positions.count);
        *PUSH(run->arena, &run->positions) = (Position){.contract = identity.parts[0],
                                                        .crediteur = identity.parts[1],
                                                        .partij = identity.parts[2]};
    }
    if (run->positions.count == before) return;
    find_ranks(t);
    order_positions(t);
    index_positions(t, run->positions.count);
}

/* What is loose is gone, or was posted for a margin that may be another now. */
static void place_loose(TakingOff *t)
{
    Run *run = t->run;
    Books *books = t->books;
    for (size_t i = 0; i < t->loose.count; i++) {
        const Loose *loose = &t->loose.items[i];
        u32 position = identities_find(&t->positions, position_of_loose(t, loose));
        ASSERT(position != NONE);
        run->positions.items[position].eerder_geboekt += loose->cents;
        if (t->targets[loose->post].today == TODAY_UNSETTLED)
            books->unsettled[position] += loose->cents;
        else
            *PUSH(run->arena, &books->gone) =
                (Gone){loose->post, loose->partij, position, loose->cents};
    }
    for (size_t i = 0; i < run->lines.count; i++)
        run->positions.items[books->position_of_line[i]].eerder_geboekt += books->line[i];
    for (size_t i = 0; i < run->prefinanced.count; i++)
        run->positions.items[run->prefinanced.items[i].position].eerder_geboekt +=
            books->prefinanced[i];
}

/* --- all -------------------------------------------------------------------------------------- */

static void index_today(TakingOff *t)
{
    const Run *run = t->run;
    const Table_voorschotten *v = &run->batch->voorschotten;
    t->pools = identities(&t->scratch, run->pools.count);
    for (u32 i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        identities_add(&t->pools, pool_identity(pool->contract, pool->school, pool->tijdvak), i);
    }
    t->paid = identities(&t->scratch, run->prefinanced.count);
    for (u32 i = 0; i < run->prefinanced.count; i++) {
        const Prefinanced *p = &run->prefinanced.items[i];
        identities_add(&t->paid,
                       paid_identity(p->contract, p->school, p->tijdvak, p->crediteur, p->partij,
                                     p->voorschot),
                       i);
    }
    t->voorschotten.arena = &t->scratch;
    for (size_t i = 0; i < v->rows.count; i++)
        (void)symbols_intern(&t->voorschotten, v->voorschot[i]);
}

void take_off_posted(Run *run, u32 *position_of_line)
{
    Books *books = run->books;
    TakingOff t = {.run = run, .books = books, .room = POSTED_MOST};
    books->position_of_line = NEW(run->arena, u32, run->lines.count);
    memcpy(books->position_of_line, position_of_line, run->lines.count * sizeof(u32));
    books->line = NEW(run->arena, i64, run->lines.count);
    books->prefinanced = NEW(run->arena, i64, run->prefinanced.count);
    index_today(&t);
    t.targets = NEW(&t.scratch, Target, books->posted.post_count);
    for (size_t i = 0; i < books->posted.post_count; i++)
        t.targets[i] = target_of(&t, &books->posted.posts[i]);
    for (size_t i = 0; i < books->posted.row_count; i++) {
        const PostedRow *row = &books->posted.rows[i];
        if (!take_room(&t, row)) break;
        take_row(&t, row);
    }
    add_up_loose(&t);
    add_positions_of_loose(&t);
    books->unsettled = NEW(run->arena, i64, run->positions.count);
    place_loose(&t);
    arena_free(&t.scratch);
}
