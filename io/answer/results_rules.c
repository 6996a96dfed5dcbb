/* The answer of help rules. In: the rules of the build; out: members of "result". Holds always: all
 * of it comes from the files of the rules themselves. */
#include "engine/rule.h"
#include "io/answer/results.h"

extern const Rules all_rules;

static void put_fact(Json *json, const char *name, const char *text)
{
    json_text_or_nothing(json, name, text_of(text));
}

/* The keys that every laag knows and that have a meaning with these traits. */
static void put_keys(Json *json, unsigned traits)
{
    static const struct {
        unsigned trait; /* 0: always */
        const char *key;
    } keys[] = {{TRAIT_ATTRIBUTED, "aan"},
                {TRAIT_ATTRIBUTED | TRAIT_MEMBERS, "deelnemers"},
                {TRAIT_ATTRIBUTED, "buiten"},
                {TRAIT_DAYS, "apart_tarief"},
                {TRAIT_ATTRIBUTED, "drempel"},
                {TRAIT_ATTRIBUTED, "drempel_naar"},
                {TRAIT_ATTRIBUTED, "onbekend"},
                {TRAIT_INTERVAL, "meetperiode"},
                {TRAIT_WEGING, "weging"},
                {0, "plafond"},
                {0, "leeg"}};
    json_list(json, "keys");
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (!keys[i].trait || traits & keys[i].trait)
            json_text_of(json, NULL, text_of(keys[i].key));
    json_close(json);
}

static void put_sleutel(Json *json, const Sleutel *s)
{
    json_record(json, NULL);
    put_fact(json, "name", s->name);
    put_fact(json, "argument", s->argument);
    put_fact(json, "label", s->label);
    put_fact(json, "explanation", s->counts);
    put_fact(json, "unit", s->unit);
    json_list(json, "parameters");
    for (size_t p = 0; p < s->param_count; p++) {
        const Param *param = &s->params[p];
        json_record(json, NULL);
        put_fact(json, "key", param->key);
        put_fact(json, "label", param->label);
        json_list(json, "values");
        for (size_t w = 0; param->words && param->words[w]; w++)
            json_text_of(json, NULL, text_of(param->words[w]));
        json_close(json);
        json_close(json);
    }
    json_close(json);
    put_keys(json, s->traits);
    json_list(json, "tables");
    for (size_t t = 0; t < s->need_count; t++)
        json_text_of(json, NULL, text_of(table_specs[s->needs[t]].name));
    json_close(json);
    put_fact(json, "example", s->example);
    json_close(json);
}

static void put_rule(Json *json, const char *name, const char *argument, const char *label,
                     const char *explanation, const char *example)
{
    json_record(json, NULL);
    put_fact(json, "name", name);
    put_fact(json, "argument", argument);
    put_fact(json, "label", label);
    put_fact(json, "explanation", explanation);
    put_fact(json, "example", example);
    json_close(json);
}

void answer_rules(Json *json)
{
    json_list(json, "sleutels");
    for (size_t i = 0; i < all_rules.sleutel_count; i++)
        put_sleutel(json, all_rules.sleutels[i]);
    json_close(json);
    json_list(json, "methodes");
    for (size_t i = 0; i < all_rules.methode_count; i++) {
        const Methode *m = all_rules.methodes[i];
        put_rule(json, m->name, NULL, m->label, m->explanation, m->example);
    }
    json_close(json);
    json_list(json, "afrondingen");
    for (size_t i = 0; i < all_rules.afronding_count; i++) {
        const Afronding *a = all_rules.afrondingen[i];
        put_rule(json, a->name, a->takes_partij ? "CODE" : NULL, a->label, a->explanation,
                 a->example);
    }
    json_close(json);
}
