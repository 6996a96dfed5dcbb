/* The CSV writers. In: a complete run; out: files. Holds always: UTF-8, LF, `;`, a decimal point,
 * and the order of SPEC §8, which is that of the run's rows. */
#include "io/write_csv.h"

#include "engine/exact.h"

#include <string.h>

void put_char(Writer *w, char byte)
{
    w->buffer[w->used++] = byte;
    if (w->used >= WRITER_BYTES) writer_flush(w);
}

void put_bytes(Writer *w, Text text)
{
    while (text.length) {
        size_t room = WRITER_BYTES - w->used;
        size_t count = text.length < room ? text.length : room;
        memcpy(w->buffer + w->used, text.at, count);
        w->used += count;
        if (w->used >= WRITER_BYTES) writer_flush(w);
        text.at += count, text.length -= count;
    }
}

void put_line(Writer *w, Text line)
{
    put_bytes(w, line);
    put_char(w, '\n');
}

void put_text(Writer *w, Text text)
{
    bool quote = false;
    for (size_t i = 0; i < text.length && !quote; i++)
        quote = text.at[i] == ';' || text.at[i] == '"' || text.at[i] == '\n' || text.at[i] == '\r';
    if (!quote) {
        put_bytes(w, text);
        return;
    }
    put_char(w, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"') put_char(w, '"');
        put_char(w, text.at[i]);
    }
    put_char(w, '"');
}

void put_integer(Writer *w, i128 number)
{
    char digits[48];
    size_t at = sizeof digits;
    u128 left = number < 0 ? -(u128)number : (u128)number;
    while (left >> 64) {
        digits[--at] = (char)('0' + (int)(left % 10));
        left /= 10;
    }
    u64 low = (u64)left;
    do {
        digits[--at] = (char)('0' + (int)(low % 10));
        low /= 10;
    } while (low);
    if (number < 0) digits[--at] = '-';
    put_bytes(w, (Text){digits + at, sizeof digits - at});
}

void put_cents(Writer *w, i64 cents)
{
    u64 size = cents < 0 ? -(u64)cents : (u64)cents;
    if (cents < 0) put_char(w, '-');
    put_integer(w, (i128)(size / 100));
    put_char(w, '.');
    put_char(w, (char)('0' + size % 100 / 10));
    put_char(w, (char)('0' + size % 10));
}

void put_fraction(Writer *w, i128 numerator, i128 denominator)
{
    i128 divisor = (i128)greatest_common_divisor((u128)numerator, (u128)denominator);
    put_integer(w, numerator / divisor);
    if (denominator == divisor) return;
    put_char(w, '/');
    put_integer(w, denominator / divisor);
}

/* A text that a spreadsheet could take for a formula gets an apostrophe before it. */
static void put_free_text(Writer *w, Arena *arena, Text text)
{
    bool formula = text.length && (text.at[0] == '=' || text.at[0] == '+' || text.at[0] == '-' ||
                                   text.at[0] == '@' || text.at[0] == '\t');
    put_text(w, formula ? JOIN(arena, TEXT("'"), text) : text);
}

static void put_field(Writer *w, Text text)
{
    put_text(w, text);
    put_char(w, ';');
}

static void put_amount(Writer *w, i64 cents, char end)
{
    put_cents(w, cents);
    put_char(w, end);
}

static void put_pool(Writer *w, const Run *run, u32 contract, u32 school, u32 tijdvak)
{
    put_field(w, contract_code(run->batch, contract));
    put_field(w, school_code(run->batch, school));
    put_field(w, tijdvak == NONE ? TEXT("") : tijdvak_of(run, contract, tijdvak)->label);
}

static Text laag_name(const Run *run, const Pool *pool, u32 laag)
{
    return laag == NO_LAAG ? TEXT("-")
                           : terms_of(run, pool->contract, pool->tijdvak)->lagen[laag].name;
}

static void write_pools(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        put_pool(w, run, pool->contract, pool->school, pool->tijdvak);
        put_amount(w, pool->kosten, ';');
        put_amount(w, pool->bijdragen, ';');
        put_amount(w, pool->boven_maximum, ';');
        put_amount(w, te_verdelen(pool), '\n');
    }
}

static void write_laag_weights(Writer *w, const Run *run, const Pool *pool, const PoolLaag *laag)
{
    Text name = laag_name(run, pool, laag->laag);
    for (size_t i = 0; i < laag->weight_count; i++) {
        const Weight *weight = &laag->weights[i];
        put_pool(w, run, pool->contract, pool->school, pool->tijdvak);
        put_field(w, name);
        put_field(w, partij_code(run->batch, weight->partij));
        put_fraction(w, weight->weight, laag->denominator);
        put_char(w, ';');
        put_fraction(w, laag->total, laag->denominator);
        put_char(w, '\n');
    }
}

static void write_gewichten(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
        for (size_t l = 0; l < terms->version->laag_count; l++)
            write_laag_weights(w, run, pool, &run->lagen.items[pool->first_laag + terms->order[l]]);
    }
}

static const char *const line_soorten[] = {[LINE_APART] = "apart",
                                           [LINE_BIJDRAGE] = "bijdrage",
                                           [LINE_BOVEN_MAXIMUM] = "boven_maximum",
                                           [LINE_VERDEELD] = "verdeeld"};

static void write_verdeling(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->lines.count; i++) {
        const Line *line = &run->lines.items[i];
        const Pool *pool = &run->pools.items[line->pool];
        put_pool(w, run, pool->contract, pool->school, pool->tijdvak);
        put_field(w, laag_name(run, pool, line->laag));
        put_field(w, partij_code(run->batch, line->partij));
        put_field(w, text_of(line_soorten[line->soort]));
        if (line->soort == LINE_VERDEELD) {
            LineShare share = share_of_line(run, line);
            put_fraction(w, share.share, share.of);
        }
        put_char(w, ';');
        put_amount(w, line->cents, '\n');
    }
}

static void write_posities(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        put_field(w, contract_code(run->batch, p->contract));
        put_field(w, partij_code(run->batch, p->crediteur));
        put_field(w, partij_code(run->batch, p->partij));
        put_amount(w, p->aandeel, ';');
        put_amount(w, p->voorgefinancierd, ';');
        put_amount(w, 0, ';');
        put_amount(w, p->niet_verrekend, ';');
        put_amount(w, p->aandeel - p->voorgefinancierd - p->niet_verrekend, '\n');
    }
}

static void write_stromen(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        if (!flow->cents) continue;
        put_field(w, partij_code(run->batch, flow->from));
        put_field(w, partij_code(run->batch, flow->to));
        put_amount(w, flow->cents, '\n');
    }
}

Text factuur_nummer(Arena *arena, const Factuur *factuur)
{
    TextBuilder nummer = {.arena = arena};
    build_text(&nummer, factuur->soort == SPECIFICATIE ? TEXT("SPECIFICATIE-") : TEXT("CONCEPT-"));
    build_padded(&nummer, factuur->number, 4);
    return built(&nummer);
}

/* The facturen of one sequence. */
static void write_sequence(Writer *w, const Run *run, bool specificaties)
{
    static const char *const soorten[] = {
        [FACTUUR] = "factuur", [CREDITFACTUUR] = "creditfactuur", [SPECIFICATIE] = "specificatie"};
    Arena scratch = {0};
    Day due = run->settings->factuurdatum + (Day)run->settings->betaaltermijn;
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        if ((f->soort == SPECIFICATIE) != specificaties) continue;
        put_field(w, factuur_nummer(&scratch, f));
        put_field(w, text_of(soorten[f->soort]));
        put_field(w, partij_code(run->batch, f->crediteur));
        put_field(w, partij_code(run->batch, f->debiteur));
        put_field(w, day_text(&scratch, run->settings->factuurdatum));
        put_field(w, day_text(&scratch, due));
        put_amount(w, f->bedrag, ';');
        put_amount(w, f->btw, ';');
        put_amount(w, f->voorgefinancierd, ';');
        put_amount(w, f->bedrag + f->btw - f->voorgefinancierd, '\n');
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

static void write_facturen(Writer *w, const Run *run)
{
    write_sequence(w, run, false);
    write_sequence(w, run, true);
}

static void put_rate(TextBuilder *text, i32 rate)
{
    build_integer(text, rate / 10000);
    i32 rest = rate % 10000;
    if (rest) {
        build_char(text, ',');
        for (i32 unit = 1000; rest; rest %= unit, unit /= 10)
            build_char(text, (char)('0' + rest / unit));
    }
    build_char(text, '%');
}

static void put_line_regel(Writer *w, Arena *scratch, const Run *run, const Line *line)
{
    const Pool *pool = &run->pools.items[line->pool];
    put_pool(w, run, pool->contract, pool->school, pool->tijdvak);
    put_field(w, laag_name(run, pool, line->laag));
    put_field(w, text_of(line_soorten[line->soort]));
    put_free_text(w, scratch, run->batch->contracten.omschrijving[pool->contract]);
    put_char(w, ';');
    put_amount(w, line->cents, '\n');
}

static void put_voorschot_regel(Writer *w, Arena *scratch, const Run *run, const Prefinanced *p)
{
    put_pool(w, run, p->contract, p->school, p->tijdvak);
    put_field(w, TEXT("-"));
    put_field(w, TEXT("voorschot"));
    put_field(w, p->voorschot == NONE ? TEXT("voorgefinancierd")
                                      : JOIN(scratch, TEXT("voorschot "),
                                             run->batch->voorschotten.voorschot[p->voorschot]));
    put_amount(w, -p->cents, '\n');
}

static void put_unsettled_regel(Writer *w, const Run *run, const Position *p)
{
    put_pool(w, run, p->contract, NONE, NONE);
    put_field(w, TEXT("-"));
    put_field(w, TEXT("niet_verrekend"));
    put_field(w, TEXT("verschil binnen de verrekenmarge"));
    put_amount(w, -p->niet_verrekend, '\n');
}

static void put_btw_regel(Writer *w, Arena *scratch, const BtwAmount *btw)
{
    TextBuilder text = {.arena = scratch};
    build_text(&text, TEXT("btw "));
    put_rate(&text, btw->rate);
    for (int i = 0; i < 3; i++)
        put_char(w, ';'); /* no contract, school or tijdvak */
    put_field(w, TEXT("-"));
    put_field(w, TEXT("btw"));
    put_field(w, built(&text));
    put_amount(w, btw->btw, '\n');
}

/* The regels of a factuur that are not lines, numbered from `number`. */
static void put_regels(Writer *w, Arena *scratch, const Run *run, const Factuur *f, Text nummer)
{
    for (size_t i = 0; i < f->regel_count; i++) {
        const Factuurregel *regel = &run->regels.items[f->first_regel + i];
        put_field(w, nummer);
        put_integer(w, (i128)(f->line_count + i + 1));
        put_char(w, ';');
        switch (regel->soort) {
        case REGEL_VOORSCHOT:
            put_voorschot_regel(w, scratch, run, &run->prefinanced.items[regel->index]);
            break;
        case REGEL_NIET_VERREKEND:
            put_unsettled_regel(w, run, &run->positions.items[regel->index]);
            break;
        case REGEL_BTW: put_btw_regel(w, scratch, &run->btw.items[regel->index]); break;
        }
    }
}

/* The regels of one sequence of facturen, in which their numbers rise. */
static void write_regel_sequence(Writer *w, const Run *run, bool specificaties)
{
    Arena scratch = {0};
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        if ((f->soort == SPECIFICATIE) != specificaties) continue;
        Text nummer = factuur_nummer(&scratch, f);
        for (size_t l = 0; l < f->line_count; l++) {
            put_field(w, nummer);
            put_integer(w, (i128)(l + 1));
            put_char(w, ';');
            put_line_regel(w, &scratch, run,
                           &run->lines.items[run->factuur_lines[f->first_line + l]]);
        }
        put_regels(w, &scratch, run, f, nummer);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

static void write_factuurregels(Writer *w, const Run *run)
{
    write_regel_sequence(w, run, false);
    write_regel_sequence(w, run, true);
}

static void write_grensverkeer(Writer *w, const Run *run)
{
    for (size_t i = 0; i < run->border.count; i++) {
        const BorderRow *row = &run->border.items[i];
        put_field(w, school_code(run->batch, row->school));
        put_field(w, partij_code(run->batch, run->batch->scholen.gemeente[row->school]));
        put_field(w, partij_code(run->batch, row->woongemeente));
        put_fraction(w, row->days, run->aandeel_common);
        put_char(w, ';');
        put_integer(w, row->pupils);
        put_char(w, '\n');
    }
}

const OutputTable output_tables[] = {
    {"pools.csv", "contract;school;tijdvak;kosten;bijdragen;boven_maximum;te_verdelen",
     write_pools},
    {"gewichten.csv", "contract;school;tijdvak;laag;partij;gewicht;totaal", write_gewichten},
    {"verdeling.csv", "contract;school;tijdvak;laag;partij;soort;aandeel;bedrag", write_verdeling},
    {"posities.csv",
     "contract;crediteur;partij;aandeel;voorgefinancierd;eerder_geboekt;niet_verrekend;netto",
     write_posities},
    {"stromen.csv", "van;naar;bedrag", write_stromen},
    {"facturen.csv",
     "nummer;soort;crediteur;debiteur;factuurdatum;vervaldatum;bedrag;btw;voorgefinancierd;"
     "te_betalen",
     write_facturen},
    {"factuurregels.csv", "nummer;regel;contract;school;tijdvak;laag;soort;omschrijving;bedrag",
     write_factuurregels},
    {"grensverkeer.csv", "school;schoolgemeente;woongemeente;leerlingdagen;leerlingen",
     write_grensverkeer},
};

const size_t output_table_count = COUNT_OF(output_tables);

bool write_tables(Arena *arena, const Run *run, Text folder, const char **file, const char **reason)
{
    for (size_t i = 0; i < output_table_count; i++) {
        Writer writer;
        *file = output_tables[i].name;
        writer_open(arena, &writer,
                    text_zero_ended(arena, JOIN(arena, folder, TEXT("/"), text_of(*file))));
        put_line(&writer, text_of(output_tables[i].header));
        output_tables[i].write(&writer, run);
        *reason = writer.reason;
        if (!writer_close(&writer)) return *reason = writer.reason, false;
    }
    return true;
}
