/* Explanations, packed. In: rows of the table of amounts; out: JSON. Holds always: the cents of
 * what is told of a pool are those of its lines; no number of pupils, nor one that it follows from,
 * is told below [rapport] onderdruk (suppress.h).
 *
 * An explanation is lines `DEPTH TEMPLATE NUMBER NUMBER …`: the depth a digit, the template a
 * number in base 36, and the texts of the template have U+001F where a number goes. `=BLOCK` stands
 * for the lines of a block, which many explanations share: what the cost of a pool is made of. */
#include "engine/books.h"
#include "engine/symbols.h"
#include "io/documents/invoice.h"
#include "io/explain/explain_pool.h"
#include "io/report/report_parts.h"
#include "io/tell/dutch.h"
#include "io/write/json.h"

typedef struct Texts {
    Text *items;
    size_t count, capacity;
} Texts;

struct Explainer {
    Arena *arena;
    const Run *run;
    PupilWords *words;
    Explaining *explaining;
    Symbols templates;
    Texts blocks, rows;
    u32 *block_of;   /* by pool: + 1 */
    u32 *factuur_of; /* by line; NONE: on none */
    TextBuilder line;
    Arena scratch; /* of the facts of one pool */
    u32 partij;
    bool open, has_schools; /* has_schools: of the pools of the row */
};

Explainer *explainer_begin(Arena *arena, const Run *run, PupilWords *words)
{
    Explainer *e = NEW(arena, Explainer, 1);
    *e = (Explainer){.arena = arena,
                     .run = run,
                     .words = words,
                     .explaining = explain_begin(arena, run),
                     .templates = {.arena = arena},
                     .block_of = NEW(arena, u32, run->pools.count + 1),
                     .factuur_of = factuur_of_lines(arena, run)};
    return e;
}

/* --- packing ---------------------------------------------------------------------------------- */

static void put_base36(TextBuilder *out, u64 number)
{
    char digits[16];
    size_t count = 0;
    do {
        u64 digit = number % 36;
        digits[count++] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        number /= 36;
    } while (number);
    while (count)
        build_char(out, digits[--count]);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The end of a number that begins at `at`: digits, with single . , / between them. */
static size_t number_end(Text text, size_t at)
{
    size_t end = at;
    while (end < text.length) {
        bool between = (text.at[end] == '.' || text.at[end] == ',' || text.at[end] == '/') &&
                       end > at && end + 1 < text.length && is_digit(text.at[end + 1]);
        if (!is_digit(text.at[end]) && !between) break;
        end++;
    }
    return end;
}

/* One line; the template without its numbers. */
static void pack(Explainer *e, TextBuilder *out, int depth, Text text)
{
    TextBuilder template = {.arena = e->arena}, numbers = {.arena = e->arena};
    for (size_t i = 0; i < text.length;) {
        size_t end = number_end(text, i);
        if (end > i) {
            build_char(&template, 0x1F);
            build_char(&numbers, ' ');
            build_text(&numbers, text_slice(text, i, end));
            i = end;
        } else {
            if ((u8)text.at[i] >= ' ') build_char(&template, text.at[i]);
            i++;
        }
    }
    put_base36(out, (u64)depth);
    put_base36(out, symbols_intern(&e->templates, built(&template)));
    build_text(out, built(&numbers));
    build_char(out, '\n');
}

/* The table that it is from, by its name: its file may have another, and a page is the same when it
 * is made from the inputs that were kept. Without the line: the same page comes of the same rows in
 * another order. */
static Text source_of(Arena *arena, const Fact *fact)
{
    if (!fact->file.length) return TEXT("");
    return JOIN(arena, TEXT(" ["), text_of(table_specs[fact->table].name), TEXT(".csv]"));
}

/* --- what is told ----------------------------------------------------------------------------- */

static bool kind_is(const Fact *fact, const char *kind)
{
    return !strcmp(fact->kind, kind);
}

static bool keeps_counts_back(const Explainer *e, const Pool *pool, u32 laag)
{
    const Terms *terms = terms_of(e->run, pool->contract, pool->tijdvak);
    return e->run->settings->reporting.onderdruk > 1 &&
           counts_pupils(terms->lagen[laag].laag->sleutel);
}

static Text fact_value(const Fact *fact, const char *name)
{
    for (size_t i = 0; i < fact->value_count; i++)
        if (!strcmp(fact->values[i].name, name)) return fact->values[i].text;
    return TEXT("");
}

static int by_product(const void *left, const void *right)
{
    return text_compare(fact_value(left, "product"), fact_value(right, "product"));
}

/* Products come in the order in which the tables first have them. */
static void sort_products(Facts *facts)
{
    for (size_t i = 0, next; i < facts->count; i = next) {
        next = i + 1;
        if (!kind_is(&facts->items[i], "product")) continue;
        while (next < facts->count && kind_is(&facts->items[next], "product"))
            next++;
        sort_array(&facts->items[i], next - i, sizeof(Fact), by_product);
    }
}

/* A row of kosten without the pupils that its omschrijving names. The text is the id, the
 * omschrijving, ": ", what it costs and when, ": ", what of it is in the pool: no number that is of
 * an amount or a date is taken for a pupil. */
static Text nameless(Explainer *e, const Fact *fact)
{
    size_t ends[2] = {0, 0}; /* of the omschrijving, and of what it costs */
    for (size_t i = 0; i + 1 < fact->text.length; i++)
        if (fact->text.at[i] == ':' && fact->text.at[i + 1] == ' ') ends[0] = ends[1], ends[1] = i;
    size_t first = fact_value(fact, "id").length;
    if (!kind_is(fact, "kostenrij") || ends[0] <= first) return fact->text;
    return JOIN(&e->scratch, text_slice(fact->text, 0, first),
                without_pupils(e->words, text_slice(fact->text, first, ends[0])),
                text_slice(fact->text, ends[0], fact->text.length));
}

/* What the cost of the pool is made of, once for all partijen. */
static u32 cost_block(Explainer *e, size_t pool)
{
    if (e->block_of[pool]) return e->block_of[pool] - 1;
    Facts facts = {.arena = &e->scratch, .run = e->run};
    TextBuilder out = {.arena = e->arena};
    explain_cost(&facts, pool);
    sort_products(&facts);
    for (size_t i = 0; i < facts.count; i++) {
        const Fact *fact = &facts.items[i];
        Text text = JOIN(&e->scratch, nameless(e, fact), source_of(&e->scratch, fact));
        if (kind_is(fact, "product")) /* without the number of deelnames */
            text = JOIN(&e->scratch, TEXT("product "), fact_value(fact, "product"),
                        TEXT(", volume × tarief: € "), fact_value(fact, "bedrag"));
        pack(e, &out, fact->depth + 1, text);
    }
    *PUSH(e->arena, &e->blocks) = built(&out);
    e->block_of[pool] = (u32)e->blocks.count;
    return e->block_of[pool] - 1;
}

/* The cents that the partij has of a laag. */
static i64 cents_of_laag(const Explainer *e, const Pool *pool, u32 laag)
{
    i64 cents = 0;
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &e->run->lines.items[pool->first_line + i];
        if (line->partij == e->partij && line->soort == LINE_VERDEELD && line->laag == laag)
            cents += line->cents;
    }
    return cents;
}

/* Within a sentence. */
static Text small_letter(Arena *arena, Text text)
{
    if (!text.length || text.at[0] < 'A' || text.at[0] > 'Z') return text;
    char first = (char)(text.at[0] - 'A' + 'a');
    return JOIN(arena, (Text){&first, 1}, text_slice(text, 1, text.length));
}

/* A laag of which the counts are kept back: what the amounts themselves say. */
static i64 tell_laag_by_amounts(Explainer *e, const Pool *pool, u32 index)
{
    Arena *arena = &e->scratch;
    const Terms *terms = terms_of(e->run, pool->contract, pool->tijdvak);
    const TermLaag *term = &terms->lagen[index];
    const PoolLaag *laag = &e->run->lagen.items[pool->first_laag + index];
    bool named = !text_equal(term->name, TEXT("-"));
    i64 cents = cents_of_laag(e, pool, index);
    if (!cents && named) return 0;
    pack(e, &e->line, 1,
         JOIN(arena, named ? TEXT("Laag ") : TEXT("Verdeling"), named ? term->name : TEXT(""),
              TEXT(", naar "), small_letter(arena, text_of(term->laag->sleutel->label)), TEXT(": "),
              dutch_euro(arena, laag->cents)));
    if (laag->cents) {
        i64 sign = laag->cents < 0 ? -1 : 1;
        pack(e, &e->line, 2,
             JOIN(arena, TEXT("deel van deze partij: "),
                  dutch_number(arena, (i128)cents * 100 * sign, (i128)laag->cents * sign),
                  TEXT("% (de aantallen leerlingen worden niet getoond)")));
    }
    pack(e, &e->line, 2, JOIN(arena, TEXT("dus: "), dutch_euro(arena, cents)));
    return cents;
}

static void pack_facts(Explainer *e, const Facts *facts)
{
    for (size_t i = 0; i < facts->count; i++)
        pack(e, &e->line, facts->items[i].depth,
             JOIN(&e->scratch, facts->items[i].text, source_of(&e->scratch, &facts->items[i])));
}

static i64 tell_laag(Explainer *e, size_t pool, u32 index)
{
    Facts facts = {.arena = &e->scratch, .run = e->run, .depth = 1};
    ExplainWhat what = {.pool = pool, .partij = e->partij};
    if (keeps_counts_back(e, &e->run->pools.items[pool], index))
        return tell_laag_by_amounts(e, &e->run->pools.items[pool], index);
    i64 cents = explain_laag_of(&facts, e->explaining, what, index);
    pack_facts(e, &facts);
    return cents;
}

static i64 tell_other_lines(Explainer *e, const Pool *pool)
{
    static const char *const words[] = {[LINE_APART] = "apart, dagen × apart_tarief: ",
                                        [LINE_BIJDRAGE] = "bijdrage: ",
                                        [LINE_BOVEN_MAXIMUM] = "boven het maximum: "};
    i64 sum = 0;
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &e->run->lines.items[pool->first_line + i];
        if (line->partij != e->partij || line->soort == LINE_VERDEELD) continue;
        pack(e, &e->line, 1,
             JOIN(&e->scratch, text_of(words[line->soort]), dutch_euro(&e->scratch, line->cents)));
        sum += line->cents;
    }
    return sum;
}

/* --- rows ------------------------------------------------------------------------------------- */

static void end_row(Explainer *e)
{
    if (e->open) *PUSH(e->arena, &e->rows) = built(&e->line);
    e->open = false;
}

void explainer_row(Explainer *e, u32 partij)
{
    end_row(e);
    e->line = (TextBuilder){.arena = e->arena};
    e->partij = partij;
    e->open = true;
}

void explainer_add(Explainer *e, size_t index, i64 cents)
{
    const Pool *pool = &e->run->pools.items[index];
    const Terms *terms = terms_of(e->run, pool->contract, pool->tijdvak);
    const Batch *b = e->run->batch;
    Facts lagen = {.arena = &e->scratch, .run = e->run, .depth = 1}, billing = lagen;
    billing.factuur_of = e->factuur_of;
    i64 told = 0;
    Text where = pool->school == NONE ? TEXT("Alle scholen van het contract")
                                      : school_name(&e->scratch, b, pool->school);
    pack(e, &e->line, 0, JOIN(&e->scratch, where, TEXT(": "), dutch_euro(&e->scratch, cents)));
    build_char(&e->line, '=');
    put_base36(&e->line, cost_block(e, index));
    build_char(&e->line, '\n');
    explain_lagen(&lagen, pool);
    pack_facts(e, &lagen);
    for (u32 l = 0; l < terms->version->laag_count; l++)
        told += tell_laag(e, index, l);
    told += tell_other_lines(e, pool);
    ASSERT(told == cents);
    explain_billing(&billing, pool, (ExplainWhat){.pool = index, .partij = e->partij}, cents);
    pack_facts(e, &billing);
    arena_rewind(&e->scratch);
}

static void put_texts(Json *json, const char *name, const Text *items, size_t count)
{
    json_list(json, name);
    for (size_t i = 0; i < count; i++)
        json_text_of(json, NULL, items[i]);
    json_close(json);
}

Text explainer_end(Explainer *e)
{
    Json json = {.out = {.arena = e->arena}, .dense = true};
    end_row(e);
    explain_end(e->explaining);
    arena_free(&e->scratch);
    json_record(&json, NULL);
    put_texts(&json, "t", e->templates.items, e->templates.count);
    put_texts(&json, "b", e->blocks.items, e->blocks.count);
    put_texts(&json, "u", e->rows.items, e->rows.count);
    json_close(&json);
    return json_end(&json);
}
