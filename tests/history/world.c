/* The settlement of a history. In: chance; out: tables and rules that can be changed, and the files
 * of them. Always: whatever change_world() does, the settlement can be computed. */
#include "history.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

World world;

static const char *const gemeenten[] = {"GM0518", "GM0603", "GM0629", "GM0637", "GM1916", NULL};
static const char *const scholen[][3] = {{"11AA00", "GM0518", "SWV1"},
                                         {"12BB00", "GM0603", "SWV1"},
                                         {"13CC00", "GM0629", "SWV2"},
                                         {"14DD00", "GM1916", "SWV2"}};
static const char *const contracten[][4] = {{"C1", "wb", "AGB-1", ""},
                                            {"C2", "regie", "AGB-1", ""},
                                            {"C3", "kas", "AGB-2", ""},
                                            {"C4", "vf", "AGB-2", "buiten_heffing"},
                                            {"C5", "prijs", "AGB-2", "vrijgesteld"},
                                            {"C6", "wb", "AGB-1", "21%"}};
enum { SCHOOL_COUNT = 4, CONTRACT_COUNT = 6, PUPILS = 10, PRIJS = 4 };

const char *any_gemeente(void)
{
    return kies(gemeenten);
}

/* ---- rows and keys ---- */

size_t row_count(TableName table)
{
    return world.tables[table].rijen.n;
}

const char **cell(TableName table, size_t row, const char *column)
{
    Uittabel *t = &world.tables[table];
    for (size_t i = 0; i < t->kop.n; i++)
        if (same(t->kop.v[i], column)) return &t->rijen.v[row].v[i];
    die("table %s has no column %s", t->naam, column);
}

size_t any_row(TableName table)
{
    return (size_t)rnd((int)row_count(table));
}

size_t find_row(TableName table, const char *column, const char *value)
{
    size_t row = 0;
    while (row < row_count(table) && !same(*cell(table, row, column), value))
        row++;
    return row;
}

void remove_row(TableName table, size_t row)
{
    Rijen *r = &world.tables[table].rijen;
    memmove(&r->v[row], &r->v[row + 1], (r->n - row - 1) * sizeof *r->v);
    r->n--;
}

static Section *section(const char *head)
{
    for (size_t i = 0; i < world.rules.n; i++)
        if (same(world.rules.v[i].head, head)) return &world.rules.v[i];
    Section *s = ADD(world.rules);
    *s = (Section){.head = head};
    return s;
}

const char *get_key(const char *head, const char *key)
{
    Section *s = section(head);
    for (size_t i = 0; i < s->keys.n; i++)
        if (same(s->keys.v[i].name, key)) return s->keys.v[i].value;
    return NULL;
}

void set_key(const char *head, const char *key, const char *value)
{
    Section *s = section(head);
    for (size_t i = 0; i < s->keys.n; i++)
        if (same(s->keys.v[i].name, key)) {
            s->keys.v[i].value = value;
            return;
        }
    *ADD(s->keys) = (Sleutelregel){key, value};
}

const char *now(const char *partij, int day)
{
    for (size_t i = 0; i <= row_count(PARTIJEN); i++) {
        size_t row = find_row(PARTIJEN, "code", partij);
        const char *next = row < row_count(PARTIJEN) ? *cell(PARTIJEN, row, "opvolger") : "";
        if (!*next || lees_datum(*cell(PARTIJEN, row, "opvolging_per"), 0) > day) return partij;
        partij = next;
    }
    die("a circle of opvolgers at %s", partij);
}

/* ---- the first tables ---- */

static void make_partijen(Uittabel *t)
{
    for (int i = 0; gemeenten[i]; i++)
        rij(t, 5, gemeenten[i], xstrf("Gemeente %d", i + 1), "gemeente", "", "");
    rij(t, 5, "SWV1", "Verband Een", "samenwerkingsverband", "", "");
    rij(t, 5, "SWV2", "Verband Twee", "samenwerkingsverband", "", "");
    rij(t, 5, "AGB-1", "Zorg Een", "aanbieder", "", "");
    rij(t, 5, "AGB-2", "Zorg Twee", "aanbieder", "", "");
}

static void make_scholen(Uittabel *scholen_table, Uittabel *tellingen)
{
    for (int i = 0; i < SCHOOL_COUNT; i++) {
        rij(scholen_table, 5, scholen[i][0], xstrf("School %d", i), "SO", scholen[i][1],
            scholen[i][2]);
        for (int y = 2024; y <= 2025; y++)
            for (int g = 0; gemeenten[g]; g++)
                if (g == i || kans(50))
                    rij(tellingen, 4, scholen[i][0], xstrf("%d-10-01", y), gemeenten[g],
                        xstrf("%d", tussen(1, 40)));
    }
}

static void make_contracten(World *w_)
{
    Uittabel *t = w_->tables;
    for (int i = 0; i < CONTRACT_COUNT; i++) {
        const char *c = contracten[i][0];
        rij(&t[CONTRACTEN], 9, c, "OJA", xstrf("Klas %d", i + 1), contracten[i][2], "2024-08-01",
            contracten[i][1], gemeenten[rnd(3)], contracten[i][3], "");
        int first = rnd(SCHOOL_COUNT), count = tussen(2, 3);
        for (int s = 0; s < count; s++)
            rij(&t[CONTRACT_SCHOLEN], 2, c, scholen[(first + s) % SCHOOL_COUNT][0]);
        if (i == PRIJS) {
            rij(&t[TARIEVEN], 6, c, "P1", "uur", xstrf("%d,%03d", tussen(40, 90), rnd(1000)),
                "2024-08-01", "");
            for (int d = 0; d < 6; d++) {
                int begin = dag(2025, 1, 1) + rnd(240);
                rij(&t[DEELNAMES], 8, xstrf("D%d", d), xstrf("L%d", rnd(PUPILS)), c,
                    kans(50) ? "" : scholen[(first + rnd(count)) % SCHOOL_COUNT][0], "P1",
                    datum_tekst(begin), datum_tekst(begin + tussen(20, 200)),
                    xstrf("%d,%d", tussen(1, 5), tussen(1, 9)));
            }
            continue;
        }
        rij(&t[KOSTEN], 6, xstrf("K%d", ++w_->next), c, "", "2025-01-01", "2025-12-31",
            bedrag_tekst(tussen(1000000, 90000000)));
        for (int k = 0; k < 2; k++) {
            int begin = dag(2025, 1, 1) + rnd(300);
            rij(&t[KOSTEN], 6, xstrf("K%d", ++w_->next), c,
                kans(40) ? "" : scholen[(first + rnd(count)) % SCHOOL_COUNT][0], datum_tekst(begin),
                datum_tekst(begin + rnd(60)), bedrag_tekst(tussen(-50000, 900000)));
        }
    }
}

static void make_pupils(Uittabel *t)
{
    for (int i = 0; i < PUPILS; i++) {
        int school = rnd(SCHOOL_COUNT);
        const char *leerling = xstrf("L%d", i);
        rij(&t[INSCHRIJVINGEN], 4, leerling, scholen[school][0], "2024-08-01",
            kans(70) ? "" : datum_tekst(dag(2025, 1, 1) + rnd(360)));
        rij(&t[WOONPLAATSEN], 4, leerling, any_gemeente(), "", "");
    }
}

static void make_money(World *w_)
{
    Uittabel *t = w_->tables;
    for (int g = 0; g < 4; g++)
        rij(&t[VOORSCHOTTEN], 7, xstrf("V%d", ++w_->next), "C3", gemeenten[g], "2025-01-15",
            "2025-01-01", "2025-12-31", bedrag_tekst(tussen(1000000, 20000000)));
    for (int k = 0; k < 3; k++)
        rij(&t[VOORSCHOTTEN], 7, xstrf("V%d", ++w_->next), "C3", any_gemeente(),
            datum_tekst(dag(2025, 1, 1) + rnd(360)), "", "", bedrag_tekst(tussen(1000, 900000)));
    rij(&t[BIJDRAGEN], 7, "B1", "C2", "", "SWV1", "2025-01-01", "2025-12-31", "12.345,67");
    rij(&t[BIJDRAGEN], 7, "B2", "C6", "", any_gemeente(), "2025-02-01", "2025-07-31", "3000");
    for (int g = 0; gemeenten[g]; g++)
        for (int y = 2024; y <= 2025; y++)
            rij(&t[KENGETALLEN], 4, "inwoners", gemeenten[g], xstrf("%d-07-01", y),
                xstrf("%d", tussen(5000, 90000)));
}

/* ---- the first rules ---- */

static void make_rules(void)
{
    static const char *const keys[][3] = {
        {"groep alle", "leden", "GM0518, GM0603, GM0629, GM0637"},
        {"regel wb", "methode", "woonplaatsbeginsel"},
        {"regel wb", "sleutel", "leerlingdagen"},
        {"regel wb", "leeg", "schoolgemeente"},
        {"regel wv", "methode", "woonplaatsbeginsel"},
        {"regel wv", "sleutel", "vast"},
        {"regel wv", "aandelen", "GM0518 1/3, GM0603 1/3, GM1916 1/3"},
        {"regel wv", "crediteur", "regiegemeente"},
        {"regel regie", "methode", "schoolgemeente-regie"},
        {"regel regie", "lagen", "gemeenten 80%, onderwijs 20%"},
        {"laag regie gemeenten", "sleutel", "leerlingdagen"},
        {"laag regie gemeenten", "leeg", "schoolgemeente"},
        {"laag regie onderwijs", "sleutel", "leerlingdagen"},
        {"laag regie onderwijs", "aan", "swv"},
        {"laag regie onderwijs", "leeg", "regiegemeente"},
        {"regel kas", "methode", "collectieve-voorfinanciering"},
        {"regel kas", "sleutel", "telling"},
        {"regel kas", "peildatum", "10-01"},
        {"regel kas", "verrekenmarge", "40%"},
        {"regel vf", "methode", "collectieve-voorfinanciering"},
        {"regel vf", "voorfinanciering", "GM0518 60%, GM0603 40%"},
        {"regel vf", "lagen", "een 50%, twee 50%"},
        {"regel vf", "afronding", "sluitpost GM0603"},
        {"laag vf een", "sleutel", "kengetal:inwoners"},
        {"laag vf een", "deelnemers", "alle"},
        {"laag vf twee", "sleutel", "leerlingdagen"},
        {"laag vf twee", "leeg", "regiegemeente"},
        {"regel prijs", "methode", "woonplaatsbeginsel"},
        {"regel prijs", "kosten", "pxq"},
        {"regel prijs", "sleutel", "deelnamedagen"},
        {"regel prijs", "leeg", "schoolgemeente"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        set_key(keys[i][0], keys[i][1], keys[i][2]);
}

void make_world(void)
{
    static const char *const tables[TABLES][2] = {
        [PARTIJEN] = {"partijen", "code naam soort opvolger opvolging_per"},
        [SCHOLEN] = {"scholen", "school naam soort gemeente swv"},
        [CONTRACTEN] = {"contracten", "contract soort omschrijving aanbieder begindatum regel "
                                      "regiegemeente btw maximum"},
        [CONTRACT_SCHOLEN] = {"contract_scholen", "contract school"},
        [KOSTEN] = {"kosten", "kostenpost contract school begindatum einddatum bedrag"},
        [BIJDRAGEN] = {"bijdragen", "bijdrage contract school partij begindatum einddatum bedrag"},
        [TARIEVEN] = {"tarieven", "contract product eenheid tarief begindatum einddatum"},
        [DEELNAMES] = {"deelnames",
                       "deelname leerling contract school product begindatum einddatum volume"},
        [INSCHRIJVINGEN] = {"inschrijvingen", "leerling school begindatum einddatum"},
        [WOONPLAATSEN] = {"woonplaatsen", "leerling gemeente begindatum einddatum"},
        [TELLINGEN] = {"tellingen", "school peildatum gemeente aantal"},
        [KENGETALLEN] = {"kengetallen", "kengetal gemeente peildatum waarde"},
        [VOORSCHOTTEN] = {"voorschotten",
                          "voorschot contract partij datum begindatum einddatum bedrag"},
    };
    world = (World){.kassier = "GM0603",
                    .settlements = {{"klassen", "kwartaal", 0}, {"per-maand", "maand", 0}}};
    for (int t = 0; t < TABLES; t++)
        world.tables[t] = nieuwe_tabel(tables[t][0], tables[t][1]);
    make_partijen(&world.tables[PARTIJEN]);
    make_scholen(&world.tables[SCHOLEN], &world.tables[TELLINGEN]);
    make_contracten(&world);
    make_pupils(world.tables);
    make_money(&world);
    make_rules();
}

/* ---- files ---- */

static void write_rules(FILE *ini)
{
    for (size_t i = 0; i < world.rules.n; i++) {
        const Section *s = &world.rules.v[i];
        bool headed = false;
        for (size_t k = 0; k < s->keys.n; k++) {
            if (!s->keys.v[k].value) continue;
            if (!headed) fprintf(ini, "[%s]\n", s->head);
            headed = true;
            fprintf(ini, "%s = %s\n", s->keys.v[k].name, s->keys.v[k].value);
        }
    }
}

static void write_ini(const char *path, const char *input, const Asked *asked, bool books)
{
    FILE *ini = fopen(path, "wb");
    if (!ini) die("%s: cannot be written", path);
    int from = books ? asked->first : dag(2025, 1, 1);
    fprintf(ini, "[afrekening]\nnaam = Geschiedenis\nid = %s\nperiode = %s..%s\ntijdvak = %s\n",
            asked->settlement->id, datum_tekst(from), datum_tekst(asked->last),
            asked->settlement->tijdvak);
    fprintf(ini, "factuurdatum = %s\nkassier = %s\n", datum_tekst(asked->factuurdatum),
            world.kassier);
    if (asked->netto) fputs("stromen = netto\n", ini);
    if (books) {
        fputs("grootboek = ../grootboek.db\nboekjaar = 2025-01-01\norganisatie = Regio\n", ini);
        if (asked->afgesloten) fprintf(ini, "afgesloten = %s\n", datum_tekst(asked->afgesloten));
        fprintf(ini, "[factuur]\nminimum = %s\ncorrecties = %s\n", asked->minimum,
                asked->jaareinde ? "jaareinde" : "direct");
    }
    fputs(input, ini);
    write_rules(ini);
    if (fclose(ini)) die("%s: cannot be written", path);
}

void write_world(const char *folder, const Asked *asked)
{
    const char *data = xstrf("%s/data", folder);
    char *input = NULL;
    size_t size;
    mkdir(folder, 0777);
    verwijder(data);
    if (mkdir(data, 0777)) die("%s: cannot be made", data);
    FILE *ini = open_memstream(&input, &size);
    fputs("[invoer]\nmap = data\n", ini);
    for (int t = 0; t < TABLES; t++)
        schrijf_uit(&world.tables[t], data, ini);
    fclose(ini);
    write_ini(xstrf("%s/run.ini", folder), input, asked, true);
    write_ini(xstrf("%s/fresh.ini", folder), input, asked, false);
    free(input);
}
