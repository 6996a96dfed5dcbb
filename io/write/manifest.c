/* manifest.json. In: what a settlement was made of and what was written; out: the file, or what it
 * says. Holds always: keys in one order, amounts as texts, no path of the machine and no clock, so
 * that the same inputs give the same bytes. */
#include "io/write/manifest.h"

#include "io/system/sys.h"
#include "io/write/format.h"

#include <jansson.h>

static json_t *text_json(Text text)
{
    json_t *json = json_stringn(text.at ? text.at : "", text.length);
    if (!json) emergency_out_of_memory();
    return json;
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
    if (!value || json_object_set_new(object, key, value) < 0) emergency_out_of_memory();
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
        if (json_array_append_new(list, item) < 0) emergency_out_of_memory();
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

Opvolgers opvolgers_of(Arena *arena, const Run *run)
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
            *PUSH(arena, &all) = (Opvolger){partij_code(b, p), partij_code(b, door)};
    }
    return all;
}

static json_t *opvolgers_json(Arena *arena, const Run *run)
{
    Opvolgers all = opvolgers_of(arena, run);
    json_t *list = json_array();
    if (!list) emergency_out_of_memory();
    for (size_t i = 0; i < all.count; i++) {
        json_t *item = json_object();
        set(item, "partij", text_json(all.items[i].partij));
        set(item, "door", text_json(all.items[i].door));
        if (json_array_append_new(list, item) < 0) emergency_out_of_memory();
    }
    return list;
}

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
    if (!json) emergency_out_of_memory();
    set(json, "verreken", text_json(m->version.length ? m->version : TEXT(VERREKEN_VERSION)));
    set(json, "semantiek", json_integer(1));
    set(json, "afrekening", afrekening_json(arena, run->settings));
    if (has_documents(m->formats)) set(json, "vormen", text_json(formats_text(arena, m->formats)));
    set(json, "invoer_bewaard", json_boolean(m->kept));
    set(json, "invoer", files_json(&m->inputs));
    set(json, "uitvoer", files_json(&m->outputs));
    set(json, "grootboek", m->books ? state_json(&m->state) : json_null());
    set(json, "geboekt", m->boeking ? boeking_json(m) : json_null());
    if (!m->no_opvolgers) set(json, "opvolgers", opvolgers_json(arena, run));
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

/* A name that stays within the folder. */
static bool is_inner_name(Text name)
{
    static const char *const folders[] = {INPUT_FOLDER "/", FACTUREN_FOLDER "/",
                                          SPECIFICATIES_FOLDER "/"};
    Text rest = name;
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (text_starts(name, text_of(folders[i])))
            rest = text_slice(name, strlen(folders[i]), name.length);
    return rest.length && rest.at[0] != '.' && text_count(rest, '/') == 0 &&
           text_count(rest, 0) == 0;
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

/* In the order in which they were written; one without a code is none. */
static bool read_opvolgers(Arena *arena, const json_t *list, Opvolgers *all)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        Opvolger one = {text_in(arena, item, "partij"), text_in(arena, item, "door")};
        bool sorted = !i || text_compare(all->items[i - 1].partij, one.partij) < 0;
        if (!sorted || !text_is_identifier(one.partij) || !text_is_identifier(one.door))
            return false;
        *PUSH(arena, all) = one;
    }
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
    m->no_opvolgers = !json_object_get(json, "opvolgers");
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
           read_opvolgers(arena, json_object_get(json, "opvolgers"), &m->opvolgers) &&
           m->inputs.count && text_equal(m->inputs.items[0].file, TEXT(INPUT_FOLDER "/" KEPT_INI));
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
