/* manifest.json. In: what a settlement was made of and what was written; out: the file, or what it
 * says. Holds always: keys in one order, amounts as texts, no path of the machine and no clock, so
 * that the same inputs give the same bytes. */
#include "io/write/manifest.h"

#include "io/system/sys.h"
#include "io/write/format.h"

#include <jansson.h>

/* What jansson finds no memory for is NULL, which set() and append() do not take. */
static json_t *text_json(Text text)
{
    return json_stringn(text.at ? text.at : "", text.length);
}

static json_t *cents_json(i128 cents)
{
    char bytes[FORMAT_ROOM];
    char *end = format_cents(bytes, cents);
    return text_json((Text){bytes, (size_t)(end - bytes)});
}

/* Sets a key; the value is taken over. */
static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) < 0) emergency_out_of_memory();
}

/* Appends an item; it is taken over. */
static void append(json_t *list, json_t *item)
{
    if (json_array_append_new(list, item) < 0) emergency_out_of_memory();
}

static json_t *files_json(const ManifestFiles *files)
{
    json_t *list = json_array();
    for (size_t i = 0; i < files->count; i++) {
        const ManifestFile *f = &files->items[i];
        json_t *item = json_object();
        set(item, "bestand", text_json(f->file));
        if (f->source.length) set(item, "bron", text_json(f->source));
        if (f->sheet.length) set(item, "blad", text_json(f->sheet));
        if (f->workbook.length) set(item, "werkmap", text_json(f->workbook));
        set(item, "bytes", json_integer((json_int_t)f->bytes));
        set(item, "sha256", text_json(f->sha256));
        append(list, item);
    }
    return list;
}

static json_t *interval_json(Arena *arena, Interval days)
{
    json_t *json = json_object();
    set(json, "eerste", text_json(day_text(arena, days.first)));
    set(json, "laatste", text_json(day_text(arena, days.last)));
    return json;
}

static json_t *afrekening_json(Arena *arena, const Settings *s)
{
    json_t *json = json_object();
    set(json, "id", text_json(s->id));
    set(json, "naam", text_json(s->naam));
    set(json, "periode", interval_json(arena, s->periode));
    set(json, "verrekend", interval_json(arena, s->settled));
    set(json, "factuurdatum", text_json(day_text(arena, s->factuurdatum)));
    return json;
}

Totals totals_of(const Run *run)
{
    Totals t = {.facturen = run->facturen.count};
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        t.kosten += pool->kosten, t.bijdragen += pool->bijdragen;
        t.boven_maximum += pool->boven_maximum;
    }
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        t.aandeel += p->aandeel, t.voorgefinancierd += p->voorgefinancierd;
        t.eerder_geboekt += p->eerder_geboekt, t.niet_verrekend += p->niet_verrekend;
        t.netto += netto_of(p);
    }
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        t.bedrag += f->bedrag, t.btw += f->btw;
        t.te_betalen += (i128)f->bedrag + f->btw - f->voorgefinancierd;
    }
    for (size_t i = 0; i < run->flows.count; i++)
        t.stromen += run->flows.items[i].cents;
    return t;
}

static json_t *totals_json(const Run *run, const Controls *controls)
{
    json_t *json = json_object();
    Totals t = totals_of(run);
    set(json, "kosten", cents_json(t.kosten));
    set(json, "bijdragen", cents_json(t.bijdragen));
    set(json, "boven_maximum", cents_json(t.boven_maximum));
    set(json, "aandeel", cents_json(t.aandeel));
    set(json, "voorgefinancierd", cents_json(t.voorgefinancierd));
    set(json, "eerder_geboekt", cents_json(t.eerder_geboekt));
    set(json, "niet_verrekend", cents_json(t.niet_verrekend));
    set(json, "netto", cents_json(t.netto));
    set(json, "facturen", json_integer((json_int_t)t.facturen));
    set(json, "bedrag", cents_json(t.bedrag));
    set(json, "btw", cents_json(t.btw));
    set(json, "te_betalen", cents_json(t.te_betalen));
    set(json, "stromen", cents_json(t.stromen));
    set(json, "controles", json_integer((json_int_t)controls->count));
    set(json, "controles_fout", json_integer((json_int_t)controls->failed));
    set(json, "signalen", json_integer((json_int_t)controls->signals));
    return json;
}

static json_t *state_json(const GrootboekState *state)
{
    json_t *json = json_object();
    set(json, "boekingen", json_integer(state->boekingen));
    set(json, "eigen", json_integer(state->own));
    set(json, "zegel", text_json((Text){state->hash, SHA256_HEX}));
    return json;
}

/* --- what the second calculation is told ------------------------------------------------------ */

typedef struct Opvolgers {
    RecountOpvolger *items;
    size_t count, capacity;
} Opvolgers;

typedef struct Afrondingen {
    RecountAfronding *items;
    size_t count, capacity;
} Afrondingen;

static Opvolgers opvolgers_of(Arena *arena, const Run *run)
{
    const Batch *b = run->batch;
    Opvolgers all = {0};
    bool *named = NEW(arena, bool, b->partijen.rows.count + 1);
    for (size_t i = 0; i < run->positions.count; i++) {
        named[run->positions.items[i].crediteur] = true;
        named[run->positions.items[i].partij] = true;
    }
    for (u32 p = 0; p < b->partijen.rows.count; p++) {
        u32 door = successor_on(b, p, run->settings->factuurdatum);
        if (named[p] && door != p)
            *PUSH(arena, &all) = (RecountOpvolger){text_zero_ended(arena, partij_code(b, p)),
                                                   text_zero_ended(arena, partij_code(b, door))};
    }
    return all;
}

static void add_afronding(Arena *arena, const Run *run, u32 contract, u32 tijdvak, Afrondingen *all)
{
    const RuleVersion *version = terms_of(run, contract, tijdvak)->version;
    bool has_sluitpost = version->afronding_partij != NONE;
    if (!has_sluitpost && version->eenheid == 1) return;
    *PUSH(arena, all) = (RecountAfronding){
        text_zero_ended(arena, contract_code(run->batch, contract)),
        text_zero_ended(arena, tijdvak_of(run, contract, tijdvak)->label),
        has_sluitpost ? text_zero_ended(arena, partij_code(run->batch, version->afronding_partij))
                      : "",
        version->eenheid};
}

/* Pools stand by contract, school, tijdvak; a tijdvak of a contract is told once. */
static Afrondingen afrondingen_of(Arena *arena, const Run *run)
{
    Afrondingen all = {0};
    size_t most = 0;
    for (size_t i = 0; i < run->settings->rules.count; i++)
        if (run->plans[i].count > most) most = run->plans[i].count;
    bool *seen = NEW(arena, bool, most + 1);
    for (size_t from = 0, end; from < run->pools.count; from = end) {
        u32 contract = run->pools.items[from].contract;
        for (end = from; end < run->pools.count && run->pools.items[end].contract == contract;)
            seen[run->pools.items[end++].tijdvak] = true;
        for (u32 t = 0; t < most; t++)
            if (seen[t]) add_afronding(arena, run, contract, t, &all);
        memset(seen, 0, most);
    }
    return all;
}

RecountTold told_of(Arena *arena, const Run *run)
{
    Opvolgers opvolgers = opvolgers_of(arena, run);
    Afrondingen afrondingen = afrondingen_of(arena, run);
    return (RecountTold){opvolgers.items, opvolgers.count, afrondingen.items, afrondingen.count};
}

static void set_told(json_t *json, const RecountTold *told)
{
    json_t *opvolgers = json_array(), *afrondingen = json_array();
    for (size_t i = 0; i < told->opvolger_count; i++) {
        json_t *item = json_object();
        set(item, "partij", text_json(text_of(told->opvolgers[i].partij)));
        set(item, "door", text_json(text_of(told->opvolgers[i].door)));
        append(opvolgers, item);
    }
    for (size_t i = 0; i < told->afronding_count; i++) {
        const RecountAfronding *a = &told->afrondingen[i];
        json_t *item = json_object();
        set(item, "contract", text_json(text_of(a->contract)));
        set(item, "tijdvak", text_json(text_of(a->tijdvak)));
        if (*a->sluitpost)
            set(item, "sluitpost", text_json(text_of(a->sluitpost)));
        else
            set(item, "eenheid", cents_json(a->eenheid));
        append(afrondingen, item);
    }
    set(json, "opvolgers", opvolgers);
    set(json, "afrondingen", afrondingen);
}

/* --- writing ---------------------------------------------------------------------------------- */

static json_t *boeking_json(const Manifest *m)
{
    json_t *json = json_object();
    set(json, "boeking", json_integer(m->boeking));
    set(json, "akkoord", text_json(m->akkoord));
    set(json, "concept", text_json(m->concept));
    set(json, "zegel", text_json(m->hash));
    return json;
}

bool manifest_write(Arena *arena, const Run *run, const Controls *controls, const Manifest *m,
                    Text folder, const char **reason)
{
    json_t *json = json_object();
    set(json, "verreken", text_json(m->version.length ? m->version : TEXT(VERREKEN_VERSION)));
    set(json, "semantiek", json_integer(1));
    set(json, "afrekening", afrekening_json(arena, run->settings));
    if (has_documents(m->formats)) set(json, "vormen", text_json(formats_text(arena, m->formats)));
    set(json, "invoer_bewaard", json_boolean(m->kept));
    set(json, "invoer", files_json(&m->inputs));
    set(json, "uitvoer", files_json(&m->outputs));
    set(json, "grootboek", m->books ? state_json(&m->state) : json_null());
    set(json, "geboekt", m->boeking ? boeking_json(m) : json_null());
    if (!m->untold) {
        RecountTold told = told_of(arena, run);
        set_told(json, &told);
    }
    set(json, "totalen", totals_json(run, controls));
    char *dump = json_dumps(json, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    json_decref(json);
    if (!dump) emergency_out_of_memory();
    Text text = JOIN(arena, text_of(dump), TEXT("\n"));
    json_free_t release;
    json_get_alloc_funcs(NULL, &release);
    release(dump);
    return sys_write_file(text_zero_ended(arena, JOIN(arena, folder, TEXT("/" MANIFEST_FILE))),
                          text, reason);
}

/* --- reading ---------------------------------------------------------------------------------- */

static Text text_in(Arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) return TEXT("");
    return text_copy(arena, (Text){json_string_value(value), json_string_length(value)});
}

static i64 integer_in(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

/* A name that stays within the folder. jansson refuses one with a zero byte. */
static bool is_inner_name(Text name)
{
    static const char *const folders[] = {INPUT_FOLDER "/", FACTUREN_FOLDER "/",
                                          SPECIFICATIES_FOLDER "/"};
    Text rest = name;
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (text_starts(name, text_of(folders[i])))
            rest = text_slice(name, strlen(folders[i]), name.length);
    return rest.length && rest.at[0] != '.' && text_count(rest, '/') == 0;
}

static bool read_files(Arena *arena, const json_t *list, ManifestFiles *files)
{
    if (!json_is_array(list)) return false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        ManifestFile file = {.file = text_in(arena, item, "bestand"),
                             .source = text_in(arena, item, "bron"),
                             .sheet = text_in(arena, item, "blad"),
                             .workbook = text_in(arena, item, "werkmap"),
                             .sha256 = text_in(arena, item, "sha256"),
                             .bytes = (u64)integer_in(item, "bytes")};
        if (!is_inner_name(file.file) || file.sha256.length != SHA256_HEX) return false;
        *PUSH(arena, files) = file;
    }
    return true;
}

/* Opvolgers and afrondingen stand in the order in which they were written. */
static bool read_opvolgers(Arena *arena, const json_t *list, Opvolgers *all)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        Text partij = text_in(arena, item, "partij"), door = text_in(arena, item, "door");
        if (!text_is_identifier(partij) || !text_is_identifier(door)) return false;
        if (i && strcmp(all->items[i - 1].partij, partij.at) >= 0) return false;
        *PUSH(arena, all) = (RecountOpvolger){partij.at, door.at};
    }
    return true;
}

static bool read_afrondingen(Arena *arena, const json_t *list, Afrondingen *all)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const RecountAfronding *before = i ? &all->items[i - 1] : NULL;
        Text contract = text_in(arena, item, "contract"), tijdvak = text_in(arena, item, "tijdvak");
        Text sluitpost = text_in(arena, item, "sluitpost"),
             amount = text_in(arena, item, "eenheid");
        i64 eenheid = 1;
        if (!text_is_identifier(contract) || !text_is_identifier(sluitpost) == !amount.length)
            return false;
        if (amount.length && (decimal_parse(amount, 9, 2, &eenheid) || eenheid < 1)) return false;
        int order = before ? strcmp(before->contract, contract.at) : -1;
        if (order > 0 || (order == 0 && strcmp(before->tijdvak, tijdvak.at) >= 0)) return false;
        *PUSH(arena, all) = (RecountAfronding){contract.at, tijdvak.at, sluitpost.at, eenheid};
    }
    return true;
}

static bool read_told(Arena *arena, const json_t *json, Manifest *m)
{
    Opvolgers opvolgers = {0};
    Afrondingen afrondingen = {0};
    m->untold = !json_object_get(json, "afrondingen");
    if (!read_opvolgers(arena, json_object_get(json, "opvolgers"), &opvolgers) ||
        !read_afrondingen(arena, json_object_get(json, "afrondingen"), &afrondingen))
        return false;
    m->told = (RecountTold){opvolgers.items, opvolgers.count, afrondingen.items, afrondingen.count};
    return true;
}

static bool read_manifest(Arena *arena, const json_t *json, Manifest *m)
{
    const json_t *state = json_object_get(json, "grootboek"),
                 *done = json_object_get(json, "geboekt");
    m->version = text_in(arena, json, "verreken");
    Text formats = text_in(arena, json, "vormen"), bad;
    m->formats = FORMAT_CSV;
    if (formats.length && !formats_parse(text_zero_ended(arena, formats), &m->formats, &bad))
        return false;
    m->kept = json_is_true(json_object_get(json, "invoer_bewaard"));
    m->afrekening = text_in(arena, json_object_get(json, "afrekening"), "id");
    m->books = json_is_object(state);
    if (m->books) {
        Text hash = text_in(arena, state, "zegel");
        if (hash.length != SHA256_HEX) return false;
        m->state.boekingen = integer_in(state, "boekingen");
        m->state.own = integer_in(state, "eigen");
        memcpy(m->state.hash, hash.at, SHA256_HEX);
    }
    m->boeking = integer_in(done, "boeking");
    m->akkoord = text_in(arena, done, "akkoord");
    m->concept = text_in(arena, done, "concept");
    m->hash = text_in(arena, done, "zegel");
    return read_files(arena, json_object_get(json, "invoer"), &m->inputs) &&
           read_files(arena, json_object_get(json, "uitvoer"), &m->outputs) &&
           read_told(arena, json, m) && m->inputs.count &&
           text_equal(m->inputs.items[0].file, TEXT(INPUT_FOLDER "/" KEPT_INI));
}

bool manifest_read(Arena *arena, Text folder, Manifest *m, Text *sha256, Text *problem)
{
    enum { MANIFEST_MOST = 1 << 28 }; /* a national year has hundreds of thousands of documents */
    *m = (Manifest){0};
    const char *path = text_zero_ended(arena, JOIN(arena, folder, TEXT("/" MANIFEST_FILE)));
    FileRead file = sys_read_file(arena, path, MANIFEST_MOST);
    if (file.outcome != READ_OK) {
        *problem =
            file.outcome == READ_FAILED ? FILL(arena, TR("its %1 cannot be read (%2)"),
                                               TEXT(MANIFEST_FILE), taal_text(file.reason))
            : file.outcome == READ_TOO_LARGE
                ? FILL(arena, TR("its %1 is larger than 256 MiB; make the folder again with run"),
                       TEXT(MANIFEST_FILE))
                : FILL(arena, TR("it has no %1; give the folder that a run has made"),
                       TEXT(MANIFEST_FILE));
        return false;
    }
    json_error_t error;
    json_t *json = json_loadb(file.text.at, file.text.length, JSON_REJECT_DUPLICATES, &error);
    bool good = json_is_object(json) && read_manifest(arena, json, m);
    json_decref(json);
    if (!good)
        *problem = FILL(arena, TR("its %1 is damaged; make the folder again with run"),
                        TEXT(MANIFEST_FILE));
    if (sha256) *sha256 = sha256_of(arena, file.text);
    return good;
}
