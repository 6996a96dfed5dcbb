/* Answers of check, run and voorschot. In: a run; out: members of "result". Holds always: every
 * row, in the order of the tables, but for controls that are good; nothing is cut off. */
#include "io/answer/results.h"
#include "io/tell/summary.h"

void answer_afrekening(Json *json, const Settings *s)
{
    json_record(json, "afrekening");
    json_text_of(json, "id", s->id);
    json_text_of(json, "naam", s->naam);
    json_interval(json, "periode", s->periode);
    json_interval(json, "verrekend", s->settled);
    json_day(json, "factuurdatum", s->factuurdatum);
    json_close(json);
}

/* [{"file", "bytes", "sha256"}], and "bron" of an input. */
static void put_files(Json *json, const char *name, const ManifestFiles *files)
{
    json_list(json, name);
    for (size_t i = 0; i < files->count; i++) {
        const ManifestFile *f = &files->items[i];
        json_record(json, NULL);
        json_text_of(json, "file", f->file);
        if (f->source.length) json_text_of(json, "bron", f->source);
        if (f->sheet.length) json_text_of(json, "blad", f->sheet);
        if (f->workbook.length) json_text_of(json, "werkmap", f->workbook);
        json_number(json, "bytes", (i128)f->bytes);
        json_text_of(json, "sha256", f->sha256);
        json_close(json);
    }
    json_close(json);
}

/* --- check ------------------------------------------------------------------------------------ */

static void put_table_facts(Json *json, Batch *b, TableId table)
{
    Arena scratch = {0};
    TableFacts facts = table_facts(&scratch, b, table);
    json_number(json, "rows", (i128)facts.rows);
    json_number(json, "leerlingen", (i128)facts.leerlingen);
    json_number(json, "gemeenten", (i128)facts.gemeenten);
    json_day(json, "first_date", facts.first);
    json_day(json, "last_date", facts.last);
    if (facts.has_amounts)
        json_cents(json, "bedrag", facts.cents);
    else
        json_nothing(json, "bedrag");
    arena_free(&scratch);
}

void answer_check(Json *json, const Run *run, bool ok)
{
    Batch *b = run->batch;
    if (ok) answer_afrekening(json, run->settings);
    if (ok) json_number(json, "pools", (i128)run->pools.count);
    json_list(json, "tables");
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        if (!batch_rows(b, table)->present) continue;
        json_record(json, NULL);
        json_text_of(json, "table", text_of(table_specs[table].name));
        const Source *source = &b->sources[SOURCE_TABLES + table];
        json_text_of(json, "file", source->path);
        if (source->sheet.length) json_text_of(json, "sheet", source->sheet);
        if (ok) put_table_facts(json, b, table);
        json_close(json);
    }
    json_close(json);
}

/* --- run -------------------------------------------------------------------------------------- */

static void put_stands(Json *json, const Run *run)
{
    const Batch *b = run->batch;
    Arena scratch = {0};
    const Stand *stands = stands_of(&scratch, run);
    json_list(json, "partijen");
    for (u32 p = 0; p < b->partijen.rows.count; p++) {
        const Stand *s = &stands[p];
        if (!s->seen) continue;
        u32 now = successor_on(b, p, run->settings->factuurdatum);
        json_record(json, NULL);
        json_text_of(json, "partij", partij_code(b, p));
        json_text_of(json, "naam", b->partijen.naam[p]);
        json_text_or_nothing(json, "opvolger", now == p ? TEXT("") : partij_code(b, now));
        json_cents(json, "aandeel", s->bears);
        json_cents(json, "voorgefinancierd", s->paid);
        json_cents(json, "eerder_geboekt", s->booked);
        json_cents(json, "stroom", s->settles);
        json_cents(json, "niet_gefactureerd", s->waits);
        json_close(json);
    }
    json_close(json);
    arena_free(&scratch);
}

static void put_totals(Json *json, const Run *run)
{
    Totals t = totals_of(run);
    json_record(json, "totalen");
    json_cents(json, "kosten", t.kosten);
    json_cents(json, "bijdragen", t.bijdragen);
    json_cents(json, "boven_maximum", t.boven_maximum);
    json_cents(json, "aandeel", t.aandeel);
    json_cents(json, "voorgefinancierd", t.voorgefinancierd);
    json_cents(json, "eerder_geboekt", t.eerder_geboekt);
    json_cents(json, "niet_verrekend", t.niet_verrekend);
    json_cents(json, "netto", t.netto);
    json_number(json, "facturen", (i128)t.facturen);
    json_cents(json, "bedrag", t.bedrag);
    json_cents(json, "btw", t.btw);
    json_cents(json, "te_betalen", t.te_betalen);
    json_cents(json, "stromen", t.stromen);
    json_close(json);
}

static void put_control(Json *json, const Control *c)
{
    static const char *const oordelen[] = {"goed", "fout", "signaal"};
    json_record(json, NULL);
    json_text_of(json, "controle", c->controle);
    json_text_of(json, "onderwerp", c->onderwerp);
    json_text_of(json, "links", c->links);
    json_text_of(json, "rechts", c->rechts);
    json_text_of(json, "verschil", c->verschil);
    json_text_of(json, "oordeel", text_of(oordelen[c->oordeel]));
    json_close(json);
}

/* How many rows of a controle have each oordeel. */
static void put_counts(Json *json, const ControlList *list)
{
    size_t counts[OORDEEL_SIGNAAL + 1] = {0};
    for (size_t row = 0; row < list->count; row++)
        counts[list->items[row].oordeel]++;
    json_record(json, NULL);
    json_text_of(json, "controle", list->controle);
    json_number(json, "goed", (i128)counts[OORDEEL_GOED]);
    json_number(json, "fout", (i128)counts[OORDEEL_FOUT]);
    json_number(json, "signaal", (i128)counts[OORDEEL_SIGNAAL]);
    json_close(json);
}

/* Those that are good are counted: of a country there are a million, and controles.csv has them. */
static void put_controls(Json *json, const Controls *controls)
{
    Arena scratch = {0};
    json_record(json, "controles");
    json_number(json, "goed", (i128)(controls->count - controls->failed - controls->signals));
    json_number(json, "fout", (i128)controls->failed);
    json_number(json, "signaal", (i128)controls->signals);
    json_list(json, "controles");
    for (size_t l = 0; l < controls->list_count; l++)
        put_counts(json, &controls->items[l]);
    json_close(json);
    json_list(json, "rows");
    for (size_t l = 0; l < controls->list_count; l++) {
        for (size_t row = 0; row < controls->items[l].count; row++) {
            if (controls->items[l].items[row].oordeel == OORDEEL_GOED) continue;
            Control control;
            control_at(&scratch, &controls->items[l], row, &control);
            put_control(json, &control);
            arena_rewind(&scratch);
        }
    }
    json_close(json);
    json_close(json);
    arena_free(&scratch);
}

void answer_run(Json *json, const Output *output, const char *folder)
{
    ManifestFiles files = output->manifest.outputs;
    ManifestFile own = {.file = TEXT(MANIFEST_FILE)};
    ManifestFiles manifest = {.items = &own, .count = 1};
    const char *file, *reason;
    if (hash_files(output->arena, text_of(folder), &manifest, &file, &reason))
        *PUSH(output->arena, &files) = own;
    json_text_of(json, "folder", text_of(folder));
    answer_afrekening(json, output->run->settings);
    put_stands(json, output->run);
    put_totals(json, output->run);
    put_controls(json, &output->controls);
    put_files(json, "files", &files);
    put_files(json, "inputs", &output->manifest.inputs);
}

/* --- voorschot -------------------------------------------------------------------------------- */

void answer_voorschotten(Json *json, const Run *run, const Voorschotten *list, const char *folder)
{
    Arena scratch = {0};
    i128 total = 0;
    json_text_of(json, "folder", text_of(folder));
    answer_afrekening(json, run->settings);
    json_list(json, "voorschotten");
    for (size_t i = 0; i < list->count; i++) {
        const VoorschotRow *row = &list->items[i];
        json_record(json, NULL);
        json_text_of(json, "voorschot", voorschot_id(&scratch, run, row));
        json_text_of(json, "contract", contract_code(run->batch, row->contract));
        json_text_of(json, "partij", partij_code(run->batch, row->partij));
        json_text_of(json, "naam", run->batch->partijen.naam[row->partij]);
        json_day(json, "datum", row->datum);
        json_cents(json, "bedrag", row->cents);
        json_close(json);
        total += row->cents;
        arena_rewind(&scratch);
    }
    json_close(json);
    json_cents(json, "totaal", total);
    arena_free(&scratch);
}
