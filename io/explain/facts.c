/* Facts. In: what is found out; out: text, or JSON. Holds always: a fact is below the last one
 * before it that is less deep. */
#include "io/explain/facts.h"

#include "io/write/format.h"

Fact *fact_add(Facts *facts, const char *kind, Text text)
{
    Fact *fact = PUSH(facts->arena, facts);
    *fact = (Fact){.depth = facts->depth, .kind = kind, .text = text};
    return fact;
}

static void add_value(Fact *fact, const char *name, Text text, bool is_number)
{
    ASSERT(fact->value_count < FACT_VALUES_MOST);
    fact->values[fact->value_count++] = (FactValue){name, text, is_number};
}

void fact_cents(Facts *facts, Fact *fact, const char *name, i64 cents)
{
    char bytes[FORMAT_ROOM];
    char *end = format_cents(bytes, cents);
    add_value(fact, name, text_copy(facts->arena, (Text){bytes, (size_t)(end - bytes)}), false);
}

void fact_number(Facts *facts, Fact *fact, const char *name, i128 number)
{
    add_value(fact, name, text_integer(facts->arena, number), true);
}

void fact_text(Fact *fact, const char *name, Text text)
{
    add_value(fact, name, text, false);
}

void fact_source(Facts *facts, Fact *fact, TableId table, u32 row)
{
    Place place = place_of(facts->run->batch, table, row, -1);
    if (!place.line) return;
    const Source *source = &facts->run->batch->sources[place.source];
    fact->file = source->path;
    fact->sheet = source->sheet;
    fact->line = place.line;
    fact->table = table;
}

Text facts_text(Arena *arena, const Facts *facts)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = &facts->items[i];
        for (int d = 0; d < fact->depth; d++)
            build_text(&out, TEXT("  "));
        build_text(&out, fact->text);
        if (fact->file.length)
            build_text(&out, JOIN(arena, TEXT("  ["), fact->file, TEXT(":"), fact->sheet,
                                  fact->sheet.length ? TEXT("!") : TEXT(""),
                                  text_integer(arena, fact->line), TEXT("]")));
        build_char(&out, '\n');
    }
    return built(&out);
}

static void put_fact(Json *json, const Fact *fact)
{
    json_text_of(json, "soort", text_of(fact->kind));
    json_text_of(json, "tekst", fact->text);
    if (fact->file.length) {
        json_record(json, "bron");
        json_text_of(json, "bestand", fact->file);
        if (fact->sheet.length) json_text_of(json, "blad", fact->sheet);
        json_number(json, "regel", fact->line);
        json_close(json);
    }
    for (size_t i = 0; i < fact->value_count; i++) {
        const FactValue *value = &fact->values[i];
        if (value->is_number)
            json_digits(json, value->name, value->text);
        else
            json_text_of(json, value->name, value->text);
    }
}

/* The facts from `first` on that are at its depth or deeper; the one after them. */
static size_t put_facts(Json *json, const Facts *facts, size_t first)
{
    int depth = facts->items[first].depth;
    size_t i = first;
    while (i < facts->count && facts->items[i].depth >= depth) {
        json_record(json, NULL);
        put_fact(json, &facts->items[i++]);
        if (i < facts->count && facts->items[i].depth > depth) {
            json_list(json, "delen");
            i = put_facts(json, facts, i);
            json_close(json);
        }
        json_close(json);
    }
    return i;
}

void facts_put(Json *json, const char *name, const Facts *facts)
{
    json_list(json, name);
    if (facts->count) (void)put_facts(json, facts, 0);
    json_close(json);
}
