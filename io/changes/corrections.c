/* Why did it change. In: corrections, and what differs between the inputs; out: causes. Holds
 * always: a cause is a change that the pool's rule can see: its tables, its days, its scholen; each
 * correction has at least one row, and its amount stands in the first. */
#include "io/changes/corrections.h"

#include "engine/pxq.h"
#include "io/changes/corrections_index.h"

/* What entries of one pool and laag share. */
typedef struct Group {
    u32 contract, school;
    Interval days;
    Text laag;
    EntrySoort soort;
    Text voorschot;
    const RuleVersion *version; /* NULL: the contract is gone, or has no terms then */
    const Laag *own;            /* NULL likewise, and for what is no share of a laag */
    Numbers changes;            /* that may matter, rising */
} Group;

/* What changed since one boeking. */
typedef struct Finding {
    Arena *arena, scratch;
    const Run *run;
    Corrections *found;
    i64 boeking;
    bool is_compared;
    Changes changes;
    ChangeIndex index;
    bool has_group;
    Group group;
} Finding;

/* --- what changed, and when ------------------------------------------------------------------- */

/* The days on which the two versions of a row differ. */
static Interval changed_days(const Change *change)
{
    if (!change->before.cells) return changed_interval(change, 1);
    if (!change->after.cells) return changed_interval(change, 0);
    Interval before = changed_interval(change, 0), after = changed_interval(change, 1);
    if (text_equal(change->key, TEXT("einddatum")))
        return (Interval){day_min(before.last, after.last) + 1, day_max(before.last, after.last)};
    if (text_equal(change->key, TEXT("begindatum")))
        return (Interval){day_min(before.first, after.first),
                          day_max(before.first, after.first) - 1};
    return (Interval){day_min(before.first, after.first), day_max(before.last, after.last)};
}

/* An amount that is spread over days changes on all of them when one end moves. */
static bool touches_amount(const Change *change, Interval days)
{
    Interval before = changed_interval(change, 0), after = changed_interval(change, 1);
    return (change->before.cells && !is_empty(overlap(before, days))) ||
           (change->after.cells && !is_empty(overlap(after, days)));
}

/* --- the INI ---------------------------------------------------------------------------------- */

/* The n-th word of a section's name. */
static Text word_of(Text section, size_t n)
{
    for (size_t i = 0, end; i < section.length; i = end + 1) {
        end = text_find(section, ' ', i);
        if (end > i && n-- == 0) return text_slice(section, i, end);
    }
    return TEXT("");
}

/* The day from which a section is in force. */
static Day section_vanaf(Text section)
{
    Day day;
    for (size_t n = 1; word_of(section, n).length; n++)
        if (text_equal_nocase(word_of(section, n), TEXT("vanaf")) &&
            day_parse(word_of(section, n + 1), &day))
            return day;
    return DAY_OPEN_START;
}

static bool ini_matters(const Finding *f, const Change *change)
{
    const Group *g = &f->group;
    Text kind = word_of(change->section, 0), name = word_of(change->section, 1);
    if (g->contract >= f->run->batch->contracten.rows.count) return false;
    const Settings *s = f->run->settings;
    Text rule = s->rules.items[s->rule_of_contract[g->contract]].name;
    if (section_vanaf(change->section) > g->days.first) return false;
    if (text_equal_nocase(kind, TEXT("regel"))) return text_equal_nocase(name, rule);
    if (text_equal_nocase(kind, TEXT("laag")))
        return text_equal_nocase(name, rule) &&
               (text_equal(g->laag, TEXT("-")) ||
                text_equal_nocase(word_of(change->section, 2), g->laag));
    if (text_equal_nocase(kind, TEXT("groep"))) return g->own && g->own->deelnemer_count;
    static const char *const keys[] = {"kassier", "onderbreking", "tijdvak", "semantiek"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (text_equal_nocase(kind, TEXT("afrekening")) &&
            text_equal_nocase(change->key, text_of(keys[i])))
            return true;
    return false;
}

/* --- the tables ------------------------------------------------------------------------------- */

static bool laag_needs(const Group *g, TableId table)
{
    if (!g->own) return false;
    for (size_t i = 0; i < g->own->sleutel->need_count; i++)
        if (g->own->sleutel->needs[i] == table) return true;
    return false;
}

/* Whether days other than those of the tijdvak are counted. */
static bool counts_elsewhere(const Group *g)
{
    return !g->own || g->own->meetperiode || g->own->leeg == LEEG_JAAR ||
           !(g->own->sleutel->traits & TRAIT_INTERVAL);
}

static bool is_pxq(const Group *g)
{
    return g->version && g->version->kosten == KOSTEN_PXQ;
}

static bool has_school(const Finding *f, u32 school)
{
    const Batch *b = f->run->batch;
    if (f->group.school != NONE) return f->group.school == school;
    if (f->group.contract >= b->contracten.rows.count) return true; /* it is not known any more */
    Slice schools = group_of(&b->schools_of_contract, f->group.contract);
    for (size_t i = 0; i < schools.count; i++)
        if (schools.rows[i] == school) return true;
    return false;
}

/* Whether the pupil is, or was, counted in the pool on a day of the tijdvak. */
static bool is_present(const Finding *f, const ChangedPupil *pupil)
{
    for (size_t i = 0; i < pupil->presences.count; i++) {
        const Presence *p = &pupil->presences.items[i];
        bool here = p->school != NONE
                        ? laag_needs(&f->group, T_inschrijvingen) && has_school(f, p->school)
                        : p->contract == f->group.contract;
        if (here && !is_empty(overlap(p->days, f->group.days))) return true;
    }
    return false;
}

static bool pupil_matters(const Finding *f, u32 number, const Change *change)
{
    const Group *g = &f->group;
    bool counted = laag_needs(g, T_inschrijvingen) || laag_needs(g, T_deelnames);
    if (change->table == T_inschrijvingen && !laag_needs(g, T_inschrijvingen)) return false;
    if (change->table == T_deelnames && !laag_needs(g, T_deelnames) && !is_pxq(g)) return false;
    if (change->table != T_deelnames && !counted) return false;
    const ChangedPupil *pupil = &f->index.pupils.items[f->index.pupil_of[number]];
    if (counts_elsewhere(g)) return true;
    if (!is_present(f, pupil)) return false;
    if (pupil->in_verblijf) return true;
    return !is_empty(overlap(changed_days(change), g->days));
}

/* A school of another pool of the contract has no part in this one. */
static bool other_school(const Group *g, const Change *change, const Batch *b)
{
    u32 column = column_named(change->table, "school");
    if (column == NONE || g->school == NONE) return false;
    for (int after = 0; after < 2; after++) {
        Text code = changed_cell(change, after, column);
        if ((after ? change->after.cells : change->before.cells) &&
            (!code.length || text_equal(code, school_code(b, g->school))))
            return false;
    }
    return true;
}

static bool is_own_voorschot(const Group *g, const Change *change)
{
    for (int after = 0; after < 2; after++)
        if (text_equal(changed_cell(change, after, COL_voorschotten_voorschot), g->voorschot))
            return true;
    return false;
}

static bool partij_matters(const Change *change)
{
    static const i32 columns[] = {COL_partijen_soort, COL_partijen_opvolger,
                                  COL_partijen_opvolging_per};
    if (change->kind != CHANGE_FIELD) return true;
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        if (change->column == columns[i]) return true;
    return false;
}

/* Columns that no amount hangs on (README, Limits), and what is about documents or secrecy. */
static bool is_without_effect(const Change *change)
{
    static const struct {
        u32 table;
        i32 column;
    } columns[] = {{T_kosten, COL_kosten_omschrijving},
                   {T_bijdragen, COL_bijdragen_omschrijving},
                   {T_tarieven, COL_tarieven_eenheid},
                   {T_contracten, COL_contracten_omschrijving},
                   {T_contracten, COL_contracten_soort},
                   {T_contracten, COL_contracten_taakveld},
                   {T_scholen, COL_scholen_naam},
                   {T_gemeenten, COL_gemeenten_naam},
                   {T_gemeenten, COL_gemeenten_ingang},
                   {T_voorschotten, COL_voorschotten_factuur},
                   {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_besluit},
                   {T_leerlingen, COL_leerlingen_geheim}};
    for (size_t i = 0; change->kind == CHANGE_FIELD && i < COUNT_OF(columns); i++)
        if (change->table == columns[i].table && change->column == columns[i].column) return true;
    return false;
}

static bool matters(const Finding *f, u32 number)
{
    const Change *change = &f->index.changes->items[number];
    if (is_without_effect(change)) return false;
    const Group *g = &f->group;
    const Batch *b = f->run->batch;
    bool paid = g->soort == ENTRY_VOORSCHOT && g->voorschot.length;
    if (change->table == CHANGED_INI) return ini_matters(f, change);
    if (change->table == T_contracten) return true;
    if (change->table == T_voorschotten)
        return g->soort == ENTRY_NIET_VERREKEND || (paid && is_own_voorschot(g, change));
    if (paid || other_school(g, change, b)) return false;
    switch ((TableId)change->table) {
    case T_partijen: return partij_matters(change);
    case T_kosten: return !is_pxq(g) && touches_amount(change, g->days);
    case T_bijdragen: return touches_amount(change, g->days);
    case T_tarieven: return touches_amount(change, g->days);
    case T_tellingen: return laag_needs(g, T_tellingen);
    case T_kengetallen: return laag_needs(g, T_kengetallen);
    case T_inschrijvingen:
    case T_deelnames:
    case T_woonplaatsen:
    case T_verblijven:
    case T_woonplaatsbesluiten:
    case T_leerlingen: return pupil_matters(f, number, change);
    case T_referenties: return false; /* a text on a factuur */
    case T_schoolvakanties: return is_pxq(g) || laag_needs(g, T_deelnames);
    default: return true;
    }
}

/* --- groups ----------------------------------------------------------------------------------- */

static void find_terms(Finding *f)
{
    Group *g = &f->group;
    const Run *run = f->run;
    if (g->contract >= run->batch->contracten.rows.count) return;
    const RulePlan *plan = &run->plans[run->settings->rule_of_contract[g->contract]];
    for (size_t t = 0; t < plan->count; t++) {
        const Terms *terms = &plan->terms[t];
        if (plan->tijdvakken[t].days.first != g->days.first || !terms->version) continue;
        g->version = terms->version;
        for (size_t l = 0; l < terms->version->laag_count && g->soort == ENTRY_VERDEELD; l++)
            if (text_equal_nocase(terms->lagen[l].name, g->laag)) g->own = terms->lagen[l].laag;
    }
}

static void add_changes(Finding *f, const Numbers *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (matters(f, changes->items[i]))
            *PUSH(&f->scratch, &f->group.changes) = changes->items[i];
}

static int by_number(const void *left, const void *right)
{
    u32 a = *(const u32 *)left, b = *(const u32 *)right;
    return (a > b) - (a < b);
}

/* The changes that matter to the pool of an entry. */
static void begin_group(Finding *f, const Entry *e)
{
    arena_rewind(&f->scratch);
    f->group = (Group){.contract = e->contract,
                       .school = e->school,
                       .days = e->days,
                       .laag = e->laag,
                       .soort = e->soort,
                       .voorschot = e->voorschot};
    find_terms(f);
    const Batch *b = f->run->batch;
    Numbers *changes = &f->group.changes;
    add_changes(f, &f->index.everywhere);
    add_changes(f, &f->index.by_contract[e->contract]);
    if (e->school != NONE) {
        add_changes(f, &f->index.by_school[e->school]);
    } else if (e->contract < b->contracten.rows.count) {
        Slice schools = group_of(&b->schools_of_contract, e->contract);
        for (size_t i = 0; i < schools.count; i++)
            add_changes(f, &f->index.by_school[schools.rows[i]]);
    }
    sort_array(changes->items, changes->count, sizeof *changes->items, by_number);
    size_t kept = 0;
    for (size_t i = 0; i < changes->count; i++)
        if (!kept || changes->items[kept - 1] != changes->items[i])
            changes->items[kept++] = changes->items[i];
    changes->count = kept;
}

static bool same_group(const Group *g, const Entry *e)
{
    return g->contract == e->contract && g->school == e->school && g->days.first == e->days.first &&
           g->days.last == e->days.last && text_equal(g->laag, e->laag) && g->soort == e->soort &&
           text_equal(g->voorschot, e->voorschot);
}

/* --- causes ----------------------------------------------------------------------------------- */

static bool is_partij(const Finding *f, const Entry *e, u32 partij)
{
    if (partij >= ABROAD) return false;
    return partij == e->partij || successor_on(f->run->batch, partij, e->days.first) == e->partij ||
           successor_on(f->run->batch, partij, e->days.last) == e->partij;
}

static bool names_partij(const Finding *f, const Entry *e, const Change *change, size_t column)
{
    for (int after = 0; after < 2; after++)
        if (is_partij(
                f, e,
                symbols_find(&f->run->batch->partij_codes, changed_cell(change, after, column))))
            return true;
    return false;
}

static Relation relation_of(const Finding *f, const Entry *e, u32 number)
{
    const Change *change = &f->index.changes->items[number];
    u32 pupil = f->index.pupil_of[number];
    bool by_home = f->group.own && f->group.own->aan <= AAN_WOONADRES;
    if (pupil != NONE && by_home) {
        const Numbers *partijen = &f->index.pupils.items[pupil].partijen;
        for (size_t i = 0; i < partijen->count; i++)
            if (is_partij(f, e, partijen->items[i])) return RELATION_SELF;
        return RELATION_OTHERS;
    }
    if (change->table == CHANGED_INI) return RELATION_POOL;
    u32 column = NONE;
    switch ((TableId)change->table) {
    case T_tellingen: column = COL_tellingen_gemeente; break;
    case T_kengetallen: column = COL_kengetallen_gemeente; break;
    case T_bijdragen: column = COL_bijdragen_partij; break;
    case T_voorschotten: column = COL_voorschotten_partij; break;
    case T_gemeenten: column = COL_gemeenten_code; break;
    case T_partijen: column = COL_partijen_code; break;
    default: return RELATION_POOL;
    }
    if (names_partij(f, e, change, column)) return RELATION_SELF;
    return change->table == T_bijdragen ? RELATION_POOL : RELATION_OTHERS;
}

enum { CAUSES_MOST = 20 }; /* that are listed for one correction */

/* Adds the causes of a correction: its own first, then the pool's, then those of others. False:
 * nothing of it changed since the boeking. */
static bool add_causes(Finding *f, u32 entry)
{
    Corrections *found = f->found;
    const Entry *e = &f->run->books->entries.items[entry];
    u32 index = 0, number = (u32)found->corrections;
    for (Relation r = RELATION_SELF; r <= RELATION_OTHERS; r++)
        for (size_t i = 0; i < f->group.changes.count; i++) {
            u32 change = f->group.changes.items[i];
            if (relation_of(f, e, change) != r) continue;
            if (index < CAUSES_MOST)
                *PUSH(f->arena, found) =
                    (Cause){entry, number, index + 1, 0, f->boeking, &f->changes.items[change], r};
            index++;
        }
    if (index > CAUSES_MOST) found->items[found->count - 1].more = index - CAUSES_MOST;
    return index > 0;
}

/* --- all, in order ---------------------------------------------------------------------------- */

/* A correction, by what it is sorted by. */
typedef struct OrderedEntry {
    Text contract, school;
    const Entry *entry;
    u32 index;
} OrderedEntry;

typedef struct Ordered {
    OrderedEntry *items;
    size_t count, capacity;
} Ordered;

static int by_numbers(i64 a, i64 b)
{
    return (a > b) - (a < b);
}

/* By what a group has in common, then by partij. */
static int by_identity(const void *left, const void *right)
{
    const OrderedEntry *a = left, *b = right;
    int order = text_compare(a->contract, b->contract);
    if (!order) order = text_compare(a->school, b->school);
    if (!order) order = by_numbers(a->entry->days.first, b->entry->days.first);
    if (!order) order = by_numbers(a->entry->days.last, b->entry->days.last);
    if (!order) order = text_compare(a->entry->laag, b->entry->laag);
    if (!order) order = by_numbers(a->entry->soort, b->entry->soort);
    if (!order) order = text_compare(a->entry->voorschot, b->entry->voorschot);
    if (!order) order = by_numbers(a->entry->partij, b->entry->partij);
    if (!order) order = by_numbers(a->entry->crediteur, b->entry->crediteur);
    return order ? order : by_numbers(a->index, b->index);
}

static Ordered corrections_in_order(Arena *arena, const Run *run)
{
    Ordered all = {0};
    const Books *books = run->books;
    for (u32 i = 0; i < books->entries.count; i++) {
        const Entry *e = &books->entries.items[i];
        if (!e->correction && !e->posted) continue;
        *PUSH(arena, &all) = (OrderedEntry){contract_code(run->batch, e->contract),
                                            school_code(run->batch, e->school), e, i};
    }
    sort_array(all.items, all.count, sizeof *all.items, by_identity);
    return all;
}

/* What changed since the boeking of a Finding, found when it is first asked for. */
static bool compare_inputs(Finding *f, const KeptInputs *before, const char *after,
                           const char **file, const char **reason)
{
    if (f->is_compared) return true;
    f->is_compared = true;
    f->boeking = before->boeking;
    if (!changes_find(f->arena, before->folder, after, &f->changes, file, reason)) return false;
    f->index = index_changes(f->arena, f->run, &f->changes);
    return true;
}

/* Looks a correction up in the boekingen, from the last one back. */
static bool explain(Finding *levels, const KeptInputs *before, size_t count, const char *after,
                    const OrderedEntry *correction, const char **file, const char **reason)
{
    Corrections *found = levels->found;
    Relation relation = correction->entry->posted ? RELATION_WAITED : RELATION_NEW;
    found->corrections++;
    bool is_new =
        !correction->entry->posted && count && correction->entry->days.first > before->last;
    for (size_t l = 0; l < count && !is_new; l++) {
        Finding *f = &levels[l];
        if (!before[l].folder || !after) {
            relation = RELATION_UNKNOWN;
            break;
        }
        if (!compare_inputs(f, &before[l], after, file, reason)) return false;
        if (!f->has_group || !same_group(&f->group, correction->entry))
            begin_group(f, correction->entry);
        f->has_group = true;
        if (add_causes(f, correction->index)) return true;
    }
    *PUSH(levels->arena, found) =
        (Cause){correction->index, (u32)found->corrections, 1, 0, count ? before->boeking : 0, NULL,
                relation};
    return true;
}

bool corrections_find(Arena *arena, const Run *run, const KeptInputs *before, size_t count,
                      const char *after, Corrections *found, const char **file, const char **reason)
{
    Arena order = {0};
    *found = (Corrections){0};
    Finding *levels = NEW(&order, Finding, count + 1);
    for (size_t l = 0; l <= count; l++)
        levels[l] = (Finding){.arena = arena, .run = run, .found = found};
    Ordered all = corrections_in_order(&order, run);
    bool read = true;
    for (size_t i = 0; read && i < all.count; i++)
        read = explain(levels, before, count, after, &all.items[i], file, reason);
    for (size_t l = 0; l <= count; l++)
        arena_free(&levels[l].scratch);
    arena_free(&order);
    return read;
}
