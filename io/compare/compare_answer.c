/* The answer of compare to a program. In: a comparison; out: members of "result", named as in
 * vergelijking.csv. Holds always: every scenario and partij, in the order of the files. */
#include "io/compare/compare_summary.h"

#include "engine/schema.h"
#include "io/system/paths.h"

static void put_difference(Json *json, i128 first, i128 here)
{
    json_cents(json, "eerste", first);
    json_cents(json, "waarde", here);
    json_cents(json, "verschil", here - first);
}

static void put_leerlingen(Json *json, u32 leerlingen)
{
    if (leerlingen == NONE)
        json_nothing(json, "leerlingen");
    else
        json_number(json, "leerlingen", leerlingen);
}

static void put_totals(Json *json, const Computed *computed)
{
    const CostTotals *t = &computed->cost;
    json_record(json, "totaal");
    json_cents(json, "kosten", t->kosten);
    json_cents(json, "bijdragen", t->bijdragen);
    json_cents(json, "boven_maximum", t->boven_maximum);
    json_cents(json, "te_verdelen", t->te_verdelen);
    json_cents(json, "verschoven", computed->shifted);
    json_close(json);
}

static void put_partijen(Json *json, const Comparison *c, const Computed *computed)
{
    json_list(json, "partijen");
    for (size_t i = 0; i < c->shown_count; i++) {
        u32 p = c->shown[i];
        json_record(json, NULL);
        json_text_of(json, "partij", c->partijen.symbols.items[p]);
        json_text_of(json, "naam", c->partijen.names[p]);
        json_text_of(json, "soort",
                     text_of(column_choices(TYPE_PARTIJ_SOORT)[c->partijen.soorten[p]]));
        for (Measure m = 0; m < MEASURE_COUNT; m++)
            json_cents(json, measure_names[m], amount_of(computed, p, m));
        json_cents(json, "verschil",
                   (i128)amount_of(computed, p, MEASURE_aandeel) -
                       amount_of(c->items, p, MEASURE_aandeel));
        json_close(json);
    }
    json_close(json);
}

static void put_params(Json *json, const Computed *computed)
{
    json_list(json, "regels");
    for (size_t i = 0; i < computed->params.count; i++) {
        const ParamRow *p = &computed->params.items[i];
        json_record(json, NULL);
        json_text_or_nothing(json, "regel", p->regel);
        json_text_or_nothing(json, "laag", p->laag);
        json_text_of(json, "key", p->key);
        json_text_of(json, "eerste", p->first);
        json_text_of(json, "waarde", p->here);
        json_text_or_nothing(json, "tijdvak", p->tijdvakken);
        json_number(json, "contracten", p->contracten);
        json_close(json);
    }
    json_close(json);
}

static void put_reasons(Json *json, const Comparison *c, const Computed *computed)
{
    json_list(json, "oorzaken");
    for (size_t i = 0; i < computed->reason_rows.count; i++) {
        const ReasonRow *r = &computed->reason_rows.items[i];
        json_record(json, NULL);
        json_text_of(json, "oorzaak", computed->reasons.items[r->reason]);
        json_text_of(json, "partij", c->partijen.symbols.items[r->partij]);
        json_text_of(json, "veld", text_of(measure_names[r->measure]));
        put_difference(json, r->first, (i128)r->first + r->cents);
        json_number(json, "contracten", r->contracten);
        json_number(json, "scholen", r->scholen);
        put_leerlingen(json, r->leerlingen);
        json_close(json);
    }
    json_close(json);
}

static void put_contributions(Json *json, const Comparison *c, const Computed *computed)
{
    json_list(json, "posten");
    for (size_t i = 0; i < computed->contributions.count; i++) {
        const Contribution *x = &computed->contributions.items[i];
        json_record(json, NULL);
        json_text_of(json, "partij", c->partijen.symbols.items[x->partij]);
        json_text_of(json, "contract", c->contracten.symbols.items[x->contract]);
        json_text_or_nothing(json, "school",
                             x->school == NONE ? TEXT("") : c->scholen.symbols.items[x->school]);
        json_text_of(json, "tijdvak", x->tijdvak);
        put_difference(json, x->first, x->here);
        put_leerlingen(json, x->leerlingen);
        json_close(json);
    }
    json_close(json);
}

static void put_scenario(Json *json, const Comparison *c, size_t index)
{
    const Computed *computed = &c->items[index];
    const Scenario *scenario = computed->scenario;
    json_record(json, NULL);
    json_number(json, "nr", (i128)index + 1);
    json_text_of(json, "naam", scenario->naam);
    json_text_of(json, "bron", path_name(scenario->ini));
    json_text_or_nothing(json, "reeks", scenario->in_sweep ? scenario->value : TEXT(""));
    json_list(json, "wijzigingen");
    for (size_t i = 0; i < scenario->edits.count; i++)
        json_text_of(json, NULL, scenario->edits.items[i].given);
    json_close(json);
    put_totals(json, computed);
    put_partijen(json, c, computed);
    put_params(json, computed);
    put_reasons(json, c, computed);
    put_contributions(json, c, computed);
    json_close(json);
}

void answer_compare(Json *json, const Comparison *c, const char *folder)
{
    json_text_of(json, "folder", text_of(folder));
    json_text_of(json, "naam", c->naam);
    json_interval(json, "periode", c->periode);
    json_text_or_nothing(json, "reeks", c->scenarios->sweep);
    json_list(json, "scenarios");
    for (size_t i = 0; i < c->count; i++)
        put_scenario(json, c, i);
    json_close(json);
}
