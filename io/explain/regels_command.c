/* The command regels. In: an INI; out: its rules as Dutch text, fit for the annex of a covenant,
 * each with an example in euro from the data. Holds always: the amounts of an example are those of
 * the settlement. */
#include "io/again.h"
#include "io/documents/pupil_words.h"
#include "io/documents/regels_in_woorden.h"
#include "io/documents/unit_words.h"
#include "io/explain/explain_pool.h"
#include "io/explain/regels.h"
#include "io/system/sys.h"
#include "io/tell/dutch.h"

enum { WIDTH = 78, SHOWN_MOST = 4 }; /* columns of text; partijen in an example */

typedef struct Paper {
    Arena *arena;
    const Run *run;
    TextBuilder out;
} Paper;

/* Puts words in lines of at most WIDTH columns, each with `indent` blanks before it. */
static void put_wrapped(Paper *p, Text text, size_t indent)
{
    size_t column = 0;
    while (text.length) {
        size_t end = text_find(text, ' ', 0);
        Text word = text_slice(text, 0, end);
        size_t width = text_characters(word);
        if (column && column + 1 + width > WIDTH) {
            build_char(&p->out, '\n');
            column = 0;
        }
        for (size_t i = 0; !column && i < indent; i++)
            build_char(&p->out, ' ');
        if (column) build_char(&p->out, ' ');
        column = (column ? column + 1 : indent) + width;
        build_text(&p->out, word);
        text = text_slice(text, end < text.length ? end + 1 : end, text.length);
    }
    build_char(&p->out, '\n');
}

static void put_heading(Paper *p, Text text, char line)
{
    build_text(&p->out, text);
    build_char(&p->out, '\n');
    for (size_t i = 0; i < text_characters(text); i++)
        build_char(&p->out, line);
    build_text(&p->out, TEXT("\n\n"));
}

/* The sentences as numbered articles, with what each rests on. */
static void put_sentences(Paper *p, const RuleSentences *sentences)
{
    for (size_t i = 0; i < sentences->count; i++) {
        const RuleSentence *s = &sentences->items[i];
        build_text(&p->out, JOIN(p->arena, text_integer(p->arena, (i128)i + 1), TEXT(". "),
                                 s->about, TEXT("\n")));
        put_wrapped(p, s->sentence, 3);
        if (s->basis.length) put_wrapped(p, JOIN(p->arena, TEXT("("), s->basis, TEXT(")")), 3);
        build_char(&p->out, '\n');
    }
}

/* --- an example ------------------------------------------------------------------------------- */

size_t largest_pool(const Run *run, const RuleVersion *version)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        if (terms_of(run, pool->contract, pool->tijdvak)->version != version) continue;
        if (best == SIZE_MAX || te_verdelen(pool) > te_verdelen(&run->pools.items[best])) best = i;
    }
    return best;
}

/* The largest first, whether it is owed or given back. */
static int by_cents(const void *left, const void *right)
{
    const Line *a = left, *b = right;
    i64 left_size = a->cents < 0 ? -a->cents : a->cents;
    i64 right_size = b->cents < 0 ? -b->cents : b->cents;
    if (left_size != right_size) return left_size > right_size ? -1 : 1;
    return (a->partij > b->partij) - (a->partij < b->partij);
}

/* The largest shares of one laag, and the rest together. */
static void put_shares(Paper *p, const Pool *pool, u32 laag)
{
    const Run *run = p->run;
    Line *lines = NEW(p->arena, Line, pool->line_count + 1);
    size_t count = 0;
    i64 rest = 0;
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &run->lines.items[pool->first_line + i];
        if (line->soort == LINE_VERDEELD && line->laag == laag) lines[count++] = *line;
    }
    sort_array(lines, count, sizeof *lines, by_cents);
    for (size_t i = 0; i < count; i++) {
        if (i >= SHOWN_MOST) {
            rest += lines[i].cents;
            continue;
        }
        LineShare share = share_of_line(run, &lines[i]);
        put_wrapped(p,
                    JOIN(p->arena, partij_name(p->arena, run->batch, lines[i].partij), TEXT(": "),
                         dutch_number(p->arena, share.share * 100, share.of), TEXT("% = "),
                         dutch_euro(p->arena, lines[i].cents)),
                    5);
    }
    if (count > SHOWN_MOST)
        put_wrapped(
            p,
            JOIN(p->arena,
                 count == SHOWN_MOST + 1
                     ? TEXT("één andere: ")
                     : JOIN(p->arena, TEXT("de "), dutch_integer(p->arena, (i64)count - SHOWN_MOST),
                            TEXT(" anderen samen: ")),
                 dutch_euro(p->arena, rest)),
            5);
}

static void put_laag(Paper *p, const Pool *pool, u32 index)
{
    const PoolLaag *laag = &p->run->lagen.items[pool->first_laag + index];
    const TermLaag *term = &terms_of(p->run, pool->contract, pool->tijdvak)->lagen[index];
    const Sleutel *sleutel = term->laag->sleutel;
    bool named = !text_equal(term->name, TEXT("-"));
    i128 per = (i128)laag->denominator * people_units_of(sleutel);
    Text over = JOIN(p->arena, TEXT(", over "), dutch_number(p->arena, laag->total, per), TEXT(" "),
                     unit_words(p->arena, term->laag, laag->total == per));
    if (is_of_shares(sleutel) || !laag->total) over = TEXT(""); /* they are no count */
    if (laag->decided == DECIDED_BY_PLACE) over = TEXT(", niets geteld");
    put_wrapped(p,
                JOIN(p->arena, named ? TEXT("Laag ") : TEXT("Verdeeld wordt "),
                     named ? term->name : TEXT(""), named ? TEXT(": ") : TEXT(""),
                     dutch_euro(p->arena, laag->cents), over, laag->total ? TEXT(":") : TEXT(".")),
                3);
    put_shares(p, pool, index);
}

static void put_example(Paper *p, const RuleVersion *version)
{
    size_t number = largest_pool(p->run, version);
    if (number == SIZE_MAX) return;
    const Batch *b = p->run->batch;
    const Pool *pool = &p->run->pools.items[number];
    i64 apart = 0;
    for (size_t i = 0; i < pool->apart_count; i++)
        apart += p->run->aparts.items[pool->first_apart + i].cents;
    build_text(&p->out, TEXT("Voorbeeld\n"));
    PupilWords words = pupil_words(p->arena, b);
    put_wrapped(
        p,
        JOIN(p->arena, without_pupils(&words, b->contracten.omschrijving[pool->contract]),
             TEXT(" ("), contract_code(b, pool->contract), TEXT(")"),
             pool->school == NONE
                 ? TEXT("")
                 : JOIN(p->arena, TEXT(", "), school_name(p->arena, b, pool->school)),
             TEXT(", "),
             dutch_period(p->arena, tijdvak_of(p->run, pool->contract, pool->tijdvak)->days),
             TEXT(": kosten "), dutch_euro(p->arena, pool->kosten), TEXT(", bijdragen "),
             dutch_euro(p->arena, pool->bijdragen),
             pool->boven_maximum ? JOIN(p->arena, TEXT(", boven het maximum "),
                                        dutch_euro(p->arena, pool->boven_maximum))
                                 : TEXT(""),
             TEXT(", te verdelen "), dutch_euro(p->arena, te_verdelen(pool)),
             apart ? JOIN(p->arena, TEXT(", waarvan voor een vaste prijs "),
                          dutch_euro(p->arena, apart))
                   : TEXT(""),
             TEXT(".")),
        3);
    for (u32 l = 0; l < version->laag_count; l++)
        put_laag(p, pool, l);
    build_char(&p->out, '\n');
}

/* --- all -------------------------------------------------------------------------------------- */

bool rule_is_used(const Run *run, size_t rule)
{
    for (size_t c = 0; c < run->batch->contracten.rows.count; c++)
        if (run->settings->rule_of_contract[c] == rule) return true;
    return false;
}

static void put_contracts(Paper *p, size_t rule)
{
    const Batch *b = p->run->batch;
    TextBuilder list = {.arena = p->arena};
    PupilWords words = pupil_words(p->arena, b);
    for (u32 c = 0; c < b->contracten.rows.count; c++) {
        if (p->run->settings->rule_of_contract[c] != rule) continue;
        if (list.count) build_text(&list, TEXT("; "));
        build_text(&list, JOIN(p->arena, without_pupils(&words, b->contracten.omschrijving[c]),
                               TEXT(" ("), contract_code(b, c), TEXT(")")));
    }
    put_wrapped(p, JOIN(p->arena, TEXT("Geldt voor: "), built(&list), TEXT(".")), 0);
    build_char(&p->out, '\n');
}

static void put_rule(Paper *p, size_t number)
{
    const Settings *s = p->run->settings;
    const Rule *rule = &s->rules.items[number];
    size_t told = 0;
    for (size_t v = 0; v < rule->count; v++) {
        const RuleVersion *version = &rule->items[v];
        bool open = version->vanaf == DAY_OPEN_START;
        RuleSentences sentences = {0};
        rule_in_words(p->arena, p->run, rule, version, &sentences);
        if (!sentences.count) continue; /* in force in no tijdvak */
        put_heading(p,
                    JOIN(p->arena, TEXT("Regel "), rule->name, open ? TEXT("") : TEXT(", vanaf "),
                         open ? TEXT("") : dutch_date(p->arena, version->vanaf)),
                    '-');
        if (!told++) put_contracts(p, number);
        put_sentences(p, &sentences);
        put_example(p, version);
    }
}

int regels_command(Arena *arena, const Options *options)
{
    Outcome outcome;
    int status = compute_to_look_at(arena, options, options->arguments[0], &outcome);
    if (status) return status;
    if (answer_json()) {
        answer_regels(answer_json(), arena, outcome.run);
        return EXIT_DONE;
    }
    Paper p = {.arena = arena, .run = outcome.run, .out = {.arena = arena}};
    RuleSentences general = {0};
    put_heading(&p, JOIN(arena, TEXT("Verdeelregels: "), outcome.run->settings->naam), '=');
    put_wrapped(&p,
                JOIN(arena, TEXT("Periode: "), dutch_period(arena, outcome.run->settings->periode),
                     TEXT(".")),
                0);
    build_char(&p.out, '\n');
    settlement_in_words(arena, outcome.run, &general);
    put_sentences(&p, &general);
    for (size_t r = 0; r < outcome.run->settings->rules.count; r++)
        if (rule_is_used(outcome.run, r)) put_rule(&p, r);
    sys_print(1, built(&p.out));
    return EXIT_DONE;
}
