/* The answer of regels to a program. In: a run; out: members of "result": the sentences, and an
 * example of each version of a rule. Holds always: the amounts are those of the settlement. */
#include "io/control/checking.h"
#include "io/documents/pupil_words.h"
#include "io/documents/regels_in_woorden.h"
#include "io/explain/regels.h"

static void put_sentences(Json *json, const char *name, const RuleSentences *sentences)
{
    json_list(json, name);
    for (size_t i = 0; i < sentences->count; i++) {
        const RuleSentence *s = &sentences->items[i];
        json_record(json, NULL);
        json_text_of(json, "about", s->about);
        json_text_of(json, "sentence", s->sentence);
        json_text_or_nothing(json, "basis", s->basis);
        json_close(json);
    }
    json_close(json);
}

static void put_shares(Json *json, Arena *arena, const Run *run, const Pool *pool, u32 laag)
{
    json_list(json, "partijen");
    for (size_t i = 0; i < pool->line_count; i++) {
        const Line *line = &run->lines.items[pool->first_line + i];
        if (line->soort != LINE_VERDEELD || line->laag != laag) continue;
        LineShare share = share_of_line(run, line);
        json_record(json, NULL);
        json_text_of(json, "partij", partij_code(run->batch, line->partij));
        json_text_of(json, "aandeel", fraction_text(arena, share.share, share.of));
        json_cents(json, "bedrag", line->cents);
        json_close(json);
    }
    json_close(json);
}

static void put_example(Json *json, Arena *arena, const Run *run, const RuleVersion *version)
{
    size_t number = largest_pool(run, version);
    if (number == SIZE_MAX) {
        json_nothing(json, "example");
        return;
    }
    const Pool *pool = &run->pools.items[number];
    json_record(json, "example");
    json_text_of(json, "contract", contract_code(run->batch, pool->contract));
    json_text_or_nothing(json, "school",
                         pool->school == NONE ? TEXT("") : school_code(run->batch, pool->school));
    json_text_of(json, "tijdvak", tijdvak_of(run, pool->contract, pool->tijdvak)->label);
    json_cents(json, "kosten", pool->kosten);
    json_cents(json, "bijdragen", pool->bijdragen);
    json_cents(json, "boven_maximum", pool->boven_maximum);
    json_cents(json, "te_verdelen", te_verdelen(pool));
    json_list(json, "lagen");
    for (u32 l = 0; l < version->laag_count; l++) {
        const PoolLaag *laag = &run->lagen.items[pool->first_laag + l];
        json_record(json, NULL);
        json_text_of(json, "laag", terms_of(run, pool->contract, pool->tijdvak)->lagen[l].name);
        json_cents(json, "bedrag", laag->cents);
        json_text_of(json, "gewicht", fraction_text(arena, laag->total, laag->denominator));
        put_shares(json, arena, run, pool, l);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

static void put_contracts(Json *json, const Run *run, size_t rule)
{
    const Batch *b = run->batch;
    Arena memory = {0};
    PupilWords words = pupil_words(&memory, b);
    json_list(json, "contracten");
    for (u32 c = 0; c < b->contracten.rows.count; c++) {
        if (run->settings->rule_of_contract[c] != rule) continue;
        json_record(json, NULL);
        json_text_of(json, "contract", contract_code(b, c));
        json_text_of(json, "omschrijving", without_pupils(&words, b->contracten.omschrijving[c]));
        json_close(json);
    }
    json_close(json);
    arena_free(&memory);
}

static void put_rule(Json *json, Arena *arena, const Run *run, size_t number)
{
    const Rule *rule = &run->settings->rules.items[number];
    for (size_t v = 0; v < rule->count; v++) {
        const RuleVersion *version = &rule->items[v];
        RuleSentences sentences = {0};
        rule_in_words(arena, run, rule, version, &sentences);
        if (!sentences.count) continue; /* in force in no tijdvak */
        json_record(json, NULL);
        json_text_of(json, "regel", rule->name);
        json_day(json, "vanaf", version->vanaf);
        put_contracts(json, run, number);
        put_sentences(json, "sentences", &sentences);
        put_example(json, arena, run, version);
        json_close(json);
    }
}

void answer_regels(Json *json, Arena *arena, const Run *run)
{
    RuleSentences general = {0};
    settlement_in_words(arena, run, &general);
    json_text_of(json, "naam", run->settings->naam);
    json_interval(json, "periode", run->settings->periode);
    put_sentences(json, "sentences", &general);
    json_list(json, "regels");
    for (size_t r = 0; r < run->settings->rules.count; r++)
        if (rule_is_used(run, r)) put_rule(json, arena, run, r);
    json_close(json);
}
