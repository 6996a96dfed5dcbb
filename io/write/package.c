/* datapackage.json. In: the lists of tables, and of a folder what its manifest says and how its
 * inputs are written; out: JSON. Holds always: what it says of a column is true of every cell of
 * the file, so that who reads the file by it refuses none. */
#include "io/write/package.h"

#include "io/read/cells.h"
#include "io/read/csv.h"
#include "io/read/source.h"
#include "io/system/sys.h"
#include "io/write/json.h"
#include "io/write/outputs.h"

#define IDENTIFIER "[0-9A-Za-z][0-9A-Za-z._/-]{0,31}"
#define INPUT_PREFIX "invoer-"

/* An input table as it is described. */
typedef struct Described {
    bool here;                    /* in the package */
    Text names[CSV_FIELDS_MOST];  /* of its fields, as they stand in the file */
    i32 columns[CSV_FIELDS_MOST]; /* of the table; -1: unknown */
    size_t count;
    const u8 *forms; /* by column; NULL: as verreken advises */
} Described;

typedef struct Package {
    Arena *arena;
    Json json;
    Described inputs[TABLE_COUNT];
} Package;

static u8 forms_of(const Described *d, size_t column)
{
    return d->forms ? d->forms[column] : 0;
}

/* A record or list that is opened when something is to be put in it: the profile wants none that is
 * empty. */
typedef struct Group {
    Json *json;
    const char *name;
    bool is_list, is_open;
} Group;

static Json *within(Group *group)
{
    if (!group->is_open && group->is_list)
        json_list(group->json, group->name);
    else if (!group->is_open)
        json_record(group->json, group->name);
    group->is_open = true;
    return group->json;
}

static void end_group(const Group *group)
{
    if (group->is_open) json_close(group->json);
}

static Group constraints_of(Json *j, bool required)
{
    Group group = {.json = j, .name = "constraints"};
    if (required) json_truth(within(&group), "required", true);
    return group;
}

/* --- fields ----------------------------------------------------------------------------------- */

static void put_type(Json *j, const char *type)
{
    json_text_of(j, "type", text_of(type));
}

static void put_words(Json *j, const char *const *words)
{
    json_list(j, "enum");
    for (; *words; words++)
        if (**words) json_text_of(j, NULL, text_of(*words));
    json_close(j);
}

/* What a cell of an identifier or a choice holds; NULL: any text. */
static const char *pattern_of(ColumnType type)
{
    switch (type) {
    case TYPE_KEY:
    case TYPE_ID:
    case TYPE_PARTIJ:
    case TYPE_SCHOOL:
    case TYPE_CONTRACT:
    case TYPE_LEERLING:
    case TYPE_PRODUCT:
    case TYPE_KENGETAL: return "^" IDENTIFIER "$";
    case TYPE_GEMEENTE: return "^GM[0-9]{4}$";
    case TYPE_WOONPLAATS: return "^(GM[0-9]{4}|BUITENLAND)$";
    default: return NULL;
    }
}

/* A column of numbers; text when its cells are not all of one form. */
static void put_number(Json *j, ColumnType type, u8 forms, bool required)
{
    bool whole = type == TYPE_AANTAL;
    bool point = forms & FORM_POINT, comma = forms & (FORM_COMMA | FORM_THOUSANDS);
    bool mixed = (point && comma) || (whole && (point || comma));
    bool is_text = mixed || forms & (FORM_OTHER | FORM_BLANKS);
    put_type(j, is_text ? "string" : whole ? "integer" : "number");
    if (!is_text && comma) json_text_of(j, "decimalChar", TEXT(","));
    if (!is_text && forms & FORM_THOUSANDS) json_text_of(j, "groupChar", TEXT("."));
    Group constraints = constraints_of(j, required);
    if (!is_text && !number_spec(type).negative) json_number(within(&constraints), "minimum", 0);
    end_group(&constraints);
}

static void put_date(Json *j, u8 forms, bool required)
{
    bool mixed = (forms & FORM_ISO && forms & FORM_DAY_FIRST) || forms & (FORM_OTHER | FORM_BLANKS);
    put_type(j, mixed ? "string" : "date");
    if (!mixed)
        json_text_of(j, "format", forms & FORM_DAY_FIRST ? TEXT("%d-%m-%Y") : TEXT("default"));
    Group constraints = constraints_of(j, required);
    end_group(&constraints);
}

static void put_text_type(Json *j, TableId table, size_t column, u8 forms, bool required)
{
    const RowKey *key = &row_keys[table];
    ColumnType type = table_specs[table].columns[column].type;
    const char *pattern = pattern_of(type);
    bool blanks = forms & FORM_BLANKS;
    bool unique = key->is_unique && key->count == 1 && key->columns[0] == column;
    put_type(j, "string");
    Group constraints = constraints_of(j, required);
    if (unique && !blanks) json_truth(within(&constraints), "unique", true);
    if (pattern && !blanks) json_text_of(within(&constraints), "pattern", text_of(pattern));
    if (column_choices(type) && !(forms & (FORM_OTHER | FORM_BLANKS)))
        put_words(within(&constraints), column_choices(type));
    end_group(&constraints);
}

static void put_input_field(Json *j, const Described *d, TableId table, size_t field)
{
    json_record(j, NULL);
    json_text_of(j, "name", d->names[field]);
    if (d->columns[field] < 0) {
        json_text_of(j, "description", TEXT("Een kolom die verreken niet kent"));
        put_type(j, "string");
        json_close(j);
        return;
    }
    size_t column = (size_t)d->columns[field];
    const ColumnSpec *spec = &table_specs[table].columns[column];
    u8 forms = forms_of(d, column);
    /* A row without any value is no row, but has cells. */
    bool required =
        (spec->need == NEED_MUST || spec->type == TYPE_AANTAL) && !(forms & FORM_BLANKS);
    json_text_of(j, "description", text_of(column_words[table][column]));
    switch (spec->type) {
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: put_date(j, forms, required); break;
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: put_number(j, spec->type, forms, required); break;
    default: put_text_type(j, table, column, forms, required); break;
    }
    json_close(j);
}

/* The parts between | as a list. */
static void put_list(Json *j, const char *name, Text words)
{
    json_list(j, name);
    for (size_t at = 0, end; at < words.length; at = end + 1) {
        end = text_find(words, '|', at);
        json_text_of(j, NULL, text_slice(words, at, end));
    }
    json_close(j);
}

static void put_output_field(Json *j, const FieldSpec *field)
{
    static const struct {
        const char *type, *pattern;
    } forms[] = {[FIELD_CODE] = {"string", "^" IDENTIFIER "$"},
                 [FIELD_CONTRACT] = {"string", "^" IDENTIFIER "$"},
                 [FIELD_SCHOOL] = {"string", "^" IDENTIFIER "$"},
                 [FIELD_FACTUUR] = {"string", NULL},
                 [FIELD_TEXT] = {"string", NULL},
                 [FIELD_LABEL] = {"string", "^[0-9]{4}(-[Q0-9][0-9](-[0-9]{2}"
                                            "[.][.][0-9]{4}-[0-9]{2}-[0-9]{2})?)?$"},
                 [FIELD_DATE] = {"date", NULL},
                 [FIELD_CENTS] = {"number", NULL},
                 [FIELD_COUNT] = {"integer", NULL},
                 [FIELD_FRACTION] = {"string", "^-?[0-9]+(/[1-9][0-9]*)?$"}};
    json_record(j, NULL);
    json_text_of(j, "name", text_of(field->name));
    json_text_of(j, "description", text_of(field->description));
    put_type(j, forms[field->type].type);
    if (field->type == FIELD_DATE) json_text_of(j, "format", TEXT("default"));
    Group constraints = constraints_of(j, field->required);
    if (field->type == FIELD_COUNT) json_number(within(&constraints), "minimum", 0);
    if (forms[field->type].pattern)
        json_text_of(within(&constraints), "pattern", text_of(forms[field->type].pattern));
    if (*field->words) put_list(within(&constraints), "enum", text_of(field->words));
    end_group(&constraints);
    json_close(j);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* The field that holds a column; empty: the file has none that can be compared as it stands. */
static Text field_of(const Described *d, size_t column)
{
    if (!d->here || forms_of(d, column) & FORM_BLANKS) return TEXT("");
    for (size_t i = 0; i < d->count; i++)
        if (d->columns[i] == (i32)column) return d->names[i];
    return TEXT("");
}

static void put_foreign_key(Group *keys, Text field, Text resource, Text refers)
{
    Json *j = within(keys);
    json_record(j, NULL);
    json_text_of(j, "fields", field);
    json_record(j, "reference");
    json_text_of(j, "resource", resource);
    json_text_of(j, "fields", refers);
    json_close(j);
    json_close(j);
}

/* The foreign key of a field to the first column of a table of codes, when both are there. */
static void put_reference(Package *p, Group *keys, Text field, TableId table)
{
    Text refers = field_of(&p->inputs[table], 0);
    if (field.length && refers.length)
        put_foreign_key(keys, field,
                        JOIN(p->arena, TEXT(INPUT_PREFIX), text_of(table_specs[table].name)),
                        refers);
}

static void put_input_keys(Package *p, TableId table)
{
    Json *j = &p->json;
    const Described *d = &p->inputs[table];
    const RowKey *key = &row_keys[table];
    bool whole = key->is_unique;
    for (size_t k = 0; k < key->count; k++)
        whole = whole && field_of(d, key->columns[k]).length;
    if (whole) {
        json_list(j, "primaryKey");
        for (size_t k = 0; k < key->count; k++)
            json_text_of(j, NULL, field_of(d, key->columns[k]));
        json_close(j);
    }
    Group keys = {.json = j, .name = "foreignKeys", .is_list = true};
    for (size_t c = 0; c < table_specs[table].column_count; c++) {
        ColumnType type = table_specs[table].columns[c].type;
        if (type == TYPE_SCHOOL) put_reference(p, &keys, field_of(d, c), T_scholen);
        if (type == TYPE_CONTRACT) put_reference(p, &keys, field_of(d, c), T_contracten);
    }
    end_group(&keys);
}

static void put_output_keys(Package *p, const OutputSpec *spec)
{
    Json *j = &p->json;
    if (spec->key_count) {
        json_list(j, "primaryKey");
        for (size_t i = 0; i < spec->key_count; i++)
            json_text_of(j, NULL, text_of(spec->fields[i].name));
        json_close(j);
    }
    Group keys = {.json = j, .name = "foreignKeys", .is_list = true};
    for (size_t i = 0; i < spec->field_count; i++) {
        Text name = text_of(spec->fields[i].name);
        if (spec->fields[i].type == FIELD_CONTRACT) put_reference(p, &keys, name, T_contracten);
        if (spec->fields[i].type == FIELD_SCHOOL) put_reference(p, &keys, name, T_scholen);
        if (spec->fields[i].type == FIELD_FACTUUR)
            put_foreign_key(&keys, name, TEXT("facturen"), TEXT("nummer"));
    }
    end_group(&keys);
}

/* --- resources -------------------------------------------------------------------------------- */

/* What a resource is as a file; `file` NULL: there is none yet. */
static void put_file(Package *p, Text name, Text path, const char *words, const ManifestFile *file)
{
    Json *j = &p->json;
    json_text_of(j, "name", name);
    json_text_of(j, "path", path);
    json_text_of(j, "description", text_of(words));
    if (!file) return;
    json_number(j, "bytes", (i128)file->bytes);
    json_text_of(j, "hash", JOIN(p->arena, TEXT("sha256:"), file->sha256));
}

static void put_csv(Json *j, bool is_utf8, char separator, bool is_ours)
{
    json_text_of(j, "profile", TEXT("tabular-data-resource"));
    json_text_of(j, "format", TEXT("csv"));
    json_text_of(j, "mediatype", TEXT("text/csv"));
    json_text_of(j, "encoding", is_utf8 ? TEXT("utf-8") : TEXT("windows-1252"));
    json_record(j, "dialect");
    json_text_of(j, "delimiter", (Text){&separator, 1});
    json_truth(j, "doubleQuote", true);
    if (is_ours) json_text_of(j, "lineTerminator", TEXT("\n"));
    json_close(j);
}

static void put_missing_values(Json *j)
{
    json_list(j, "missingValues");
    json_text_of(j, NULL, TEXT(""));
    json_close(j);
}

static void put_input(Package *p, TableId table, const ManifestFile *file, bool is_utf8,
                      char separator)
{
    Json *j = &p->json;
    const Described *d = &p->inputs[table];
    Text name = text_of(table_specs[table].name);
    json_record(j, NULL);
    put_file(p, JOIN(p->arena, TEXT(INPUT_PREFIX), name),
             JOIN(p->arena, TEXT(INPUT_FOLDER "/"), name, TEXT(".csv")), table_words[table], file);
    put_csv(j, is_utf8, separator, false);
    json_record(j, "schema");
    json_list(j, "fields");
    for (size_t i = 0; i < d->count; i++)
        put_input_field(j, d, table, i);
    json_close(j);
    put_missing_values(j);
    put_input_keys(p, table);
    json_close(j);
    json_close(j);
}

static void put_output(Package *p, const OutputSpec *spec, const ManifestFile *file)
{
    Json *j = &p->json;
    json_record(j, NULL);
    put_file(p, text_of(spec->name), text_of(spec->file), spec->description, file);
    put_csv(j, true, ';', true);
    json_record(j, "schema");
    json_list(j, "fields");
    for (size_t i = 0; i < spec->field_count; i++)
        put_output_field(j, &spec->fields[i]);
    json_close(j);
    put_missing_values(j);
    put_output_keys(p, spec);
    json_close(j);
    json_close(j);
}

/* --- the package ------------------------------------------------------------------------------ */

static Package *package_begin(Arena *arena, const char *name, Text title)
{
    Package *p = NEW(arena, Package, 1);
    p->arena = arena;
    p->json.out.arena = arena;
    json_record(&p->json, NULL);
    json_text_of(&p->json, "profile", TEXT("data-package"));
    json_text_of(&p->json, "name", text_of(name));
    json_text_of(&p->json, "title", title);
    return p;
}

Text package_of_all(Arena *arena)
{
    Package *p = package_begin(arena, "verreken", TEXT("De tabellen van verreken"));
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Described *d = &p->inputs[table];
        d->here = true;
        d->count = table_specs[table].column_count;
        for (size_t c = 0; c < d->count; c++) {
            d->names[c] = text_of(table_specs[table].columns[c].name);
            d->columns[c] = (i32)c;
        }
    }
    json_list(&p->json, "resources");
    for (TableId table = 0; table < TABLE_COUNT; table++)
        put_input(p, table, NULL, true, ';');
    for (size_t i = 0; i < OUTPUT_COUNT; i++)
        put_output(p, &output_specs[i], NULL);
    json_close(&p->json);
    json_close(&p->json);
    return json_end(&p->json);
}

/* Describes a table by the header of its file. */
static void describe(Package *p, Batch *batch, TableId table)
{
    Described *d = &p->inputs[table];
    const TableSpec *spec = &table_specs[table];
    SourceCursor cursor = {0};
    u32 source = SOURCE_TABLES + table;
    CsvReader *csv = NEW(p->arena, CsvReader, 1);
    csv_begin(csv, p->arena, source_from_line(batch, p->arena, &cursor, source, 1),
              batch->sources[source].separator);
    if (!csv_next(csv) || csv->fault) return; /* it has changed meanwhile */
    d->here = true;
    d->forms = batch_rows(batch, table)->forms;
    d->count = csv->count;
    for (size_t i = 0; i < csv->count; i++) {
        d->names[i] = text_copy(p->arena, csv->fields[i]);
        d->columns[i] = -1;
        for (size_t c = 0; c < spec->column_count; c++)
            if (text_equal_nocase(text_trim(csv->fields[i]), text_of(spec->columns[c].name)))
                d->columns[i] = (i32)c;
    }
}

/* What the manifest says of a file; NULL: it does not have it. */
static const ManifestFile *listed(const ManifestFiles *files, Text name)
{
    for (size_t i = 0; i < files->count; i++)
        if (text_equal(files->items[i].file, name)) return &files->items[i];
    return NULL;
}

static void put_settlement(Package *p, const ManifestFile *ini)
{
    json_record(&p->json, NULL);
    put_file(p, TEXT("settlement"), ini->file, "De afspraken waarmee is afgerekend", ini);
    json_text_of(&p->json, "profile", TEXT("data-resource"));
    json_text_of(&p->json, "format", TEXT("ini"));
    json_text_of(&p->json, "mediatype", TEXT("text/plain"));
    json_text_of(&p->json, "encoding", TEXT("utf-8"));
    json_close(&p->json);
}

static const ManifestFile *listed_table(Package *p, const Manifest *m, TableId table)
{
    Text name = text_of(table_specs[table].name);
    return listed(&m->inputs, JOIN(p->arena, TEXT(INPUT_FOLDER "/"), name, TEXT(".csv")));
}

bool package_write(Arena *arena, const Run *run, const Manifest *m, Text folder,
                   const char **reason)
{
    Batch *batch = run->batch;
    Package *p = package_begin(arena, "verreken-afrekening", run->settings->naam);
    for (TableId table = 0; m->kept && table < TABLE_COUNT; table++)
        if (listed_table(p, m, table)) describe(p, batch, table);
    json_list(&p->json, "resources");
    for (size_t i = 0; i < OUTPUT_COUNT; i++) {
        const ManifestFile *file = listed(&m->outputs, text_of(output_specs[i].file));
        if (file) put_output(p, &output_specs[i], file);
    }
    if (m->kept) put_settlement(p, &m->inputs.items[0]);
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const Source *source = &batch->sources[SOURCE_TABLES + table];
        if (p->inputs[table].here)
            put_input(p, table, listed_table(p, m, table), !source->converted, source->separator);
    }
    json_close(&p->json);
    json_close(&p->json);
    return sys_write_file(text_zero_ended(arena, JOIN(arena, folder, TEXT("/" PACKAGE_FILE))),
                          json_end(&p->json), reason);
}
