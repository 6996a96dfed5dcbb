/* Tables for people. In: a run; out: text of aligned columns. Holds always: amounts as 1.234,56,
 * whatever the locale. */
#include "io/tell/summary.h"

#include "engine/rule.h"
#include "io/tell/dutch.h"
#include "io/tell/grid.h"
#include "io/tell/places.h"

#include <stdlib.h>

extern const Rules all_rules;

/* --- check ------------------------------------------------------------------------------------ */

static size_t count_marks(const u8 *marks, size_t count)
{
    size_t marked = 0;
    for (size_t i = 0; i < count; i++)
        marked += marks[i];
    return marked;
}

static void look_at_column(Batch *b, TableId table, size_t column, TableFacts *facts, u8 *pupils,
                           u8 *gemeenten)
{
    const void *cells = *batch_column(b, table, column);
    size_t rows = batch_rows(b, table)->count;
    ColumnType type = table_specs[table].columns[column].type;
    const u32 *line = batch_rows(b, table)->line;
    for (size_t i = 0; i < rows; i++) {
        if (!line[i]) continue; /* built in */
        if (type == TYPE_DATE_FIRST || type == TYPE_DATE_LAST) {
            Day day = ((const Day *)cells)[i];
            if (day == DAY_OPEN_START || day == DAY_OPEN_END) continue;
            facts->first = day_min(facts->first, day);
            facts->last = day_max(facts->last, day);
        } else if (type == TYPE_MONEY) {
            facts->cents += ((const i64 *)cells)[i];
            facts->has_amounts = true;
        } else if (type == TYPE_LEERLING) {
            pupils[((const u32 *)cells)[i]] = 1;
        } else if (type == TYPE_GEMEENTE || type == TYPE_WOONPLAATS) {
            u32 gemeente = ((const u32 *)cells)[i];
            if (gemeente < ABROAD) gemeenten[gemeente] = 1;
        }
    }
}

TableFacts table_facts(Arena *arena, Batch *b, TableId table)
{
    const TableRows *rows = batch_rows(b, table);
    TableFacts facts = {.rows = rows->count, .first = DAY_OPEN_END, .last = DAY_OPEN_START};
    u8 *pupils = NEW(arena, u8, b->leerling_ids.count + 1);
    u8 *gemeenten = NEW(arena, u8, b->partijen.rows.count + 1);
    for (size_t c = 0; c < table_specs[table].column_count; c++)
        look_at_column(b, table, c, &facts, pupils, gemeenten);
    facts.leerlingen = count_marks(pupils, b->leerling_ids.count);
    facts.gemeenten = count_marks(gemeenten, b->partijen.rows.count);
    for (size_t i = 0; i < rows->count; i++)
        facts.rows -= rows->line[i] == 0; /* built in */
    return facts;
}

static void add_table(Grid *grid, const Run *run, TableId table)
{
    Batch *b = run->batch;
    Arena *arena = grid->arena;
    if (!batch_rows(b, table)->present) return;
    TableFacts facts = table_facts(arena, b, table);
    Text none = TEXT("");
    ADD_ROW(grid, false, text_of(table_specs[table].name),
            source_name(arena, &b->sources[SOURCE_TABLES + table]),
            text_integer(arena, (i128)facts.rows),
            facts.leerlingen ? text_integer(arena, (i128)facts.leerlingen) : none,
            day_text(arena, facts.first), day_text(arena, facts.last),
            facts.has_amounts ? dutch_amount(arena, facts.cents) : none,
            facts.gemeenten ? text_integer(arena, (i128)facts.gemeenten) : none);
}

Text input_summary(Arena *arena, const Run *run)
{
    Grid grid = {.arena = arena, .columns = 8, .left = 2};
    ADD_ROW(&grid, false, TR("table"), TR("file"), TR("rows"), TEXT("leerlingen"), TR("first date"),
            TR("last date"), TR("sum of bedrag"), TEXT("gemeenten"));
    for (TableId table = 0; table < TABLE_COUNT; table++)
        add_table(&grid, run, table);
    if (grid.count > 1) grid.items[1].ruled = true;
    TextBuilder out = {.arena = arena};
    build_text(&out, grid_text(&grid));
    Interval periode = run->settings->periode;
    build_text(&out, FILL(arena,
                          run->pools.count == 1
                              ? TR("\nall is well: 1 pool can be settled over %1 to %2\n")
                              : TR("\nall is well: %3 pools can be settled over %1 to %2\n"),
                          day_text(arena, periode.first), day_text(arena, periode.last),
                          text_integer(arena, (i128)run->pools.count)));
    return built(&out);
}

/* --- run -------------------------------------------------------------------------------------- */

static Text flow_text(Arena *arena, i128 cents, i128 waits)
{
    if (waits)
        return FILL(arena, TR("%1, waits %2"), flow_text(arena, cents, 0),
                    dutch_amount(arena, waits));
    if (cents == 0) return TEXT("-");
    return FILL(arena, cents > 0 ? TR("pays %1") : TR("gets %1"),
                dutch_amount(arena, cents > 0 ? cents : -cents));
}

/* What each partij pays over all stromen, less what it gets. */
static void add_flows(const Run *run, Stand *stands)
{
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        stands[flow->from].settles += flow->cents;
        stands[flow->to].settles -= flow->cents;
        stands[flow->from].seen = stands[flow->to].seen = true;
    }
    for (size_t i = 0; i < run->signals.count; i++) {
        const Signal *s = &run->signals.items[i];
        if (s->kind != SIGNAL_MINIMUM && s->kind != SIGNAL_JAAREINDE) continue;
        stands[s->debiteur].waits += s->cents;
        stands[s->crediteur].waits -= s->cents;
        stands[s->debiteur].seen = stands[s->crediteur].seen = true;
    }
}

/* With a grootboek there is a column for what it has. */
static void add_stand(Grid *grid, const Run *run, bool ruled, Text code, Text naam, const Stand *s,
                      Text settles)
{
    Arena *arena = grid->arena;
    Text bears = dutch_amount(arena, s->bears), paid = dutch_amount(arena, s->paid);
    if (run->books)
        ADD_ROW(grid, ruled, code, naam, bears, paid, dutch_amount(arena, s->booked), settles);
    else
        ADD_ROW(grid, ruled, code, naam, bears, paid, settles);
}

static void add_stands(Grid *grid, const Run *run, const Stand *stands)
{
    const Batch *b = run->batch;
    Arena *arena = grid->arena;
    Stand total = {0};
    for (u32 p = 0; p < b->partijen.rows.count; p++) {
        const Stand *s = &stands[p];
        if (!s->seen) continue;
        u32 now = successor_on(b, p, run->settings->factuurdatum);
        Text naam = b->partijen.naam[p];
        if (now != p) naam = FILL(arena, TR("%1 (now %2)"), naam, partij_code(b, now));
        add_stand(grid, run, false, partij_code(b, p), naam, s,
                  flow_text(arena, s->settles, s->waits));
        total.bears += s->bears, total.paid += s->paid, total.booked += s->booked;
    }
    if (grid->count > 1) grid->items[1].ruled = true;
    add_stand(grid, run, true, TR("total"), TEXT(""), &total, TEXT(""));
}

Stand *stands_of(Arena *arena, const Run *run)
{
    Stand *stands = NEW(arena, Stand, run->batch->partijen.rows.count + 1);
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        stands[p->partij].bears += p->aandeel;
        stands[p->partij].paid += p->voorgefinancierd;
        stands[p->partij].booked += p->eerder_geboekt;
        stands[p->partij].seen = true;
    }
    add_flows(run, stands);
    return stands;
}

Text result_summary(Arena *arena, const Run *run, const Controls *controls)
{
    Stand *stands = stands_of(arena, run);
    Grid grid = {.arena = arena, .columns = run->books ? 6 : 5, .left = 2};
    if (run->books)
        ADD_ROW(&grid, false, TEXT("partij"), TEXT("naam"), TR("bears (aandeel)"),
                TR("paid beforehand"), TR("booked before"), TR("pays or gets"));
    else
        ADD_ROW(&grid, false, TEXT("partij"), TEXT("naam"), TR("bears (aandeel)"),
                TR("paid beforehand"), TR("pays or gets"));
    add_stands(&grid, run, stands);
    TextBuilder out = {.arena = arena};
    const Settings *s = run->settings;
    bool again = s->settled.first != s->periode.first;
    build_text(&out, FILL(arena,
                          again ? TR("%1, %2 to %3; settled again from %4 on, which the amounts "
                                     "are of")
                                : TR("%1, %2 to %3"),
                          text_shown(arena, s->naam), day_text(arena, s->periode.first),
                          day_text(arena, s->periode.last), day_text(arena, s->settled.first)));
    build_text(&out, TEXT("\n\n"));
    build_text(&out, grid_text(&grid));
    build_text(&out, FILL(arena, TR("\n%1 controls: %2 failed, %3 signals (controles.csv)\n"),
                          text_integer(arena, (i128)controls->count),
                          text_integer(arena, (i128)controls->failed),
                          text_integer(arena, (i128)controls->signals)));
    return built(&out);
}

Text failed_controls(Arena *arena, const Controls *controls, const char *folder)
{
    TextBuilder out = {.arena = arena};
    Control c;
    size_t list = 0, row = 0;
    for (size_t shown = 0; shown < 20; shown++) {
        if (!controls_next_failed(arena, controls, &list, &row, &c)) break;
        build_text(&out, FILL(arena, TR("control failed: %1, %2: %3 is not %4, difference %5\n"),
                              c.controle, c.onderwerp, c.links, c.rechts, c.verschil));
    }
    build_text(&out, FILL(arena,
                          controls->failed == 1 ? TR("1 control failed; see %2\n")
                                                : TR("%1 controls failed; see %2\n"),
                          text_integer(arena, (i128)controls->failed),
                          JOIN(arena, text_of(folder), TEXT("/" CONTROLES_FILE))));
    return built(&out);
}

/* --- help rules ------------------------------------------------------------------------------- */

static void build_fact(TextBuilder *out, const char *what, const char *text)
{
    build_text(out, TEXT("    "));
    build_text(out, text_of(what));
    build_text(out, text_of(text));
    build_char(out, '\n');
}

/* The keys that every laag knows and that have a meaning with these traits. */
static void build_other_keys(TextBuilder *out, unsigned traits)
{
    build_text(out, TEXT("    ook: "));
    if (traits & TRAIT_ATTRIBUTED)
        build_text(out, traits & TRAIT_DAYS ? TEXT("aan, deelnemers, buiten (ook apart), drempel, "
                                                   "onbekend, ")
                                            : TEXT("aan, deelnemers, buiten, drempel, onbekend, "));
    if (traits & TRAIT_INTERVAL) build_text(out, TEXT("meetperiode, "));
    if (traits & TRAIT_WEGING) build_text(out, TEXT("weging, "));
    build_text(out, traits & TRAIT_INTERVAL ? TEXT("plafond, leeg (ook jaar)\n")
                                            : TEXT("plafond, leeg\n"));
}

static void build_sleutel(TextBuilder *out, const Sleutel *s)
{
    build_text(out, TEXT("  "));
    build_text(out, text_of(s->name));
    if (s->argument) {
        build_char(out, ':');
        build_text(out, text_of(s->argument));
    }
    build_text(out, TEXT(" – "));
    build_text(out, text_of(s->label));
    build_char(out, '\n');
    build_fact(out, "", s->counts);
    for (size_t p = 0; p < s->param_count; p++) {
        build_text(out, TEXT("    "));
        build_text(out, text_of(s->params[p].key));
        build_text(out, TEXT(" = "));
        build_text(out, text_of(s->params[p].label));
        build_char(out, '\n');
    }
    if (s->traits & TRAIT_MEMBERS)
        build_fact(out, "deelnemers = ", "verplicht: de partijen en groepen");
    build_other_keys(out, s->traits);
    build_fact(out, "Voorbeeld: ", s->example);
}

static void build_rule(TextBuilder *out, const char *name, const char *argument, const char *label,
                       const char *explanation, const char *example)
{
    build_text(out, TEXT("  "));
    build_text(out, text_of(name));
    build_text(out, text_of(argument));
    build_text(out, TEXT(" – "));
    build_text(out, text_of(label));
    build_char(out, '\n');
    build_fact(out, "", explanation);
    build_fact(out, "Voorbeeld: ", example);
}

Text rules_help(Arena *arena)
{
    TextBuilder out = {.arena = arena};
    build_text(&out, TEXT("sleutel = wat er geteld wordt om een laag te verdelen\n\n"));
    for (size_t i = 0; i < all_rules.sleutel_count; i++)
        build_sleutel(&out, all_rules.sleutels[i]);
    build_text(&out, TEXT("\nmethode = wie vooraf betaalt en wie factureert\n\n"));
    for (size_t i = 0; i < all_rules.methode_count; i++) {
        const Methode *m = all_rules.methodes[i];
        build_rule(&out, m->name, "", m->label, m->explanation, m->example);
    }
    build_text(&out, TEXT("\nafronding = hoe aandelen hele centen worden\n\n"));
    for (size_t i = 0; i < all_rules.afronding_count; i++) {
        const Afronding *a = all_rules.afrondingen[i];
        build_rule(&out, a->name, a->takes_partij ? " CODE" : "", a->label, a->explanation,
                   a->example);
    }
    return built(&out);
}
