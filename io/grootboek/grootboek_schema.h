/* The tables of the grootboek. Used by grootboek.c alone.
 *
 * STRICT tables and foreign keys. Triggers refuse every UPDATE and DELETE, and an INSERT that is
 * not the next: a new boeking only when the one before has its zegel, a regel or factuur only of
 * the boeking that has none yet. INSERT OR REPLACE is an INSERT to them, so it cannot overwrite.
 */
#ifndef VERREKEN_IO_GROOTBOEK_GROOTBOEK_SCHEMA_H
#define VERREKEN_IO_GROOTBOEK_GROOTBOEK_SCHEMA_H

#define APPEND_ONLY(table)                                                                      \
    "CREATE TRIGGER " table "_update BEFORE UPDATE ON " table                                   \
    " BEGIN SELECT raise(ABORT, 'the grootboek is append-only: " table " is never changed'); "  \
    "END;"                                                                                      \
    "CREATE TRIGGER " table "_delete BEFORE DELETE ON " table                                   \
    " BEGIN SELECT raise(ABORT, 'the grootboek is append-only: " table " is never deleted'); " \
    "END;"

/* A row must be the next of its table, and of the boeking that is open. */
#define NEXT_OF_OPEN(table, key)                                                        \
    "CREATE TRIGGER " table "_insert BEFORE INSERT ON " table                           \
    " WHEN NEW." key " IS NOT (SELECT coalesce(max(" key "), 0) + 1 FROM " table ")"    \
    " OR NEW.boeking IS NOT (SELECT coalesce(max(boeking), 0) + 1 FROM zegel)"          \
    " BEGIN SELECT raise(ABORT, 'out of sequence: " table "'); END;"

/* A row must be of the boeking that is open. */
#define OF_OPEN(table)                                                              \
    "CREATE TRIGGER " table "_insert BEFORE INSERT ON " table                       \
    " WHEN NEW.boeking IS NOT (SELECT coalesce(max(boeking), 0) + 1 FROM zegel)"    \
    " BEGIN SELECT raise(ABORT, 'out of sequence: " table "'); END;"

/* clang-format off: SQL within C */
static const char *const migration_1[] = {
    "CREATE TABLE kop (sleutel TEXT PRIMARY KEY, waarde TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER kop_insert BEFORE INSERT ON kop"
    " WHEN EXISTS (SELECT 1 FROM kop WHERE sleutel = NEW.sleutel)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: kop'); END;" APPEND_ONLY("kop"),

    "CREATE TABLE boeking ("
    " boeking INTEGER PRIMARY KEY, afrekening TEXT NOT NULL, naam TEXT NOT NULL,"
    " boekjaar TEXT NOT NULL, eerste TEXT NOT NULL, laatste TEXT NOT NULL,"
    " factuurdatum TEXT NOT NULL, vervaldatum TEXT NOT NULL, akkoord TEXT NOT NULL,"
    " map TEXT NOT NULL, manifest TEXT NOT NULL, invoer TEXT NOT NULL, regels TEXT NOT NULL,"
    " versie TEXT NOT NULL, semantiek INTEGER NOT NULL) STRICT;"
    "CREATE TABLE zegel ("
    " boeking INTEGER PRIMARY KEY REFERENCES boeking, eerste_regel INTEGER NOT NULL,"
    " laatste_regel INTEGER NOT NULL, hash TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TRIGGER boeking_insert BEFORE INSERT ON boeking"
    " WHEN NEW.boeking IS NOT (SELECT coalesce(max(boeking), 0) + 1 FROM boeking)"
    " OR NEW.boeking IS NOT (SELECT coalesce(max(boeking), 0) + 1 FROM zegel)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: boeking'); END;" APPEND_ONLY("boeking")
    "CREATE TRIGGER zegel_insert BEFORE INSERT ON zegel"
    " WHEN NEW.boeking IS NOT (SELECT coalesce(max(boeking), 0) + 1 FROM zegel)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: zegel'); END;" APPEND_ONLY("zegel"),

    "CREATE TABLE rekening ("
    " boeking INTEGER NOT NULL REFERENCES boeking, rekening TEXT NOT NULL, nummer TEXT NOT NULL,"
    " PRIMARY KEY (boeking, rekening)) STRICT;" OF_OPEN("rekening") APPEND_ONLY("rekening")
    "CREATE TABLE contract ("
    " boeking INTEGER NOT NULL REFERENCES boeking, contract TEXT NOT NULL,"
    " omschrijving TEXT NOT NULL, taakveld TEXT NOT NULL,"
    " PRIMARY KEY (boeking, contract)) STRICT;" OF_OPEN("contract") APPEND_ONLY("contract")
    "CREATE TABLE voorschot ("
    " boeking INTEGER NOT NULL REFERENCES boeking, voorschot TEXT NOT NULL,"
    " contract TEXT NOT NULL, partij TEXT NOT NULL, datum TEXT NOT NULL,"
    " bedrag INTEGER NOT NULL, factuur TEXT NOT NULL,"
    " PRIMARY KEY (boeking, voorschot)) STRICT;" OF_OPEN("voorschot") APPEND_ONLY("voorschot"),

    "CREATE TABLE factuur ("
    " factuur INTEGER PRIMARY KEY, boeking INTEGER NOT NULL REFERENCES boeking,"
    " soort TEXT NOT NULL, nummer TEXT NOT NULL, jaar INTEGER NOT NULL, volgnummer INTEGER,"
    " crediteur TEXT NOT NULL, debiteur TEXT NOT NULL, bedrag INTEGER NOT NULL,"
    " btw INTEGER NOT NULL, voorgefinancierd INTEGER NOT NULL, extern INTEGER NOT NULL,"
    " UNIQUE (crediteur, jaar, extern, volgnummer),"
    " CHECK ((volgnummer IS NULL) = (soort = 'specificatie'))) STRICT;"
    NEXT_OF_OPEN("factuur", "factuur") APPEND_ONLY("factuur")
    "CREATE TRIGGER factuur_reeks BEFORE INSERT ON factuur"
    " WHEN NEW.volgnummer IS NOT NULL AND NEW.volgnummer IS NOT"
    " (SELECT coalesce(max(volgnummer), 0) + 1 FROM factuur WHERE crediteur = NEW.crediteur"
    " AND jaar = NEW.jaar AND extern = NEW.extern)"
    " BEGIN SELECT raise(ABORT, 'a gap in the numbers of facturen'); END;",

    "CREATE TABLE post ("
    " post INTEGER PRIMARY KEY, boeking INTEGER NOT NULL REFERENCES boeking,"
    " afrekening TEXT NOT NULL, contract TEXT NOT NULL, school TEXT NOT NULL,"
    " eerste TEXT NOT NULL, laatste TEXT NOT NULL, crediteur TEXT NOT NULL, laag TEXT NOT NULL,"
    " soort TEXT NOT NULL, voorschot TEXT NOT NULL, btw TEXT NOT NULL,"
    " UNIQUE (afrekening, contract, school, eerste, laatste, crediteur, laag, soort, voorschot,"
    " btw)) STRICT;" NEXT_OF_OPEN("post", "post") APPEND_ONLY("post"),

    "CREATE TABLE regel ("
    " regel INTEGER PRIMARY KEY, boeking INTEGER NOT NULL REFERENCES boeking,"
    " post INTEGER NOT NULL REFERENCES post, partij TEXT NOT NULL,"
    " factuur INTEGER REFERENCES factuur, correctie INTEGER NOT NULL,"
    " geboekt_eerste TEXT, geboekt_laatste TEXT, cents INTEGER NOT NULL CHECK (cents <> 0)"
    ") STRICT;"
    /* Of regels there are millions: one look at the last zegel says whether the boeking is open and
     * whether the regel lies behind all that are sealed; that none is missing, the zegel says. */
    "CREATE TRIGGER regel_insert BEFORE INSERT ON regel"
    " WHEN coalesce((SELECT boeking = NEW.boeking - 1 AND laatste_regel < NEW.regel FROM zegel"
    " ORDER BY boeking DESC LIMIT 1), NEW.boeking = 1 AND NEW.regel > 0) IS NOT 1"
    " BEGIN SELECT raise(ABORT, 'out of sequence: regel'); END;" APPEND_ONLY("regel")
    "CREATE TRIGGER zegel_regels BEFORE INSERT ON zegel"
    " WHEN NEW.eerste_regel IS NOT (SELECT coalesce(max(laatste_regel), 0) + 1 FROM zegel)"
    " OR NEW.laatste_regel IS NOT (SELECT coalesce(max(regel), 0) FROM regel)"
    " OR NEW.laatste_regel - NEW.eerste_regel + 1 IS NOT"
    " (SELECT count(*) FROM regel WHERE regel >= NEW.eerste_regel)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: zegel of regels'); END;",

    /* Numbers that the financial system gave, each in a link of the chain of its own. */
    "CREATE TABLE nummer ("
    " nummer INTEGER PRIMARY KEY, factuur INTEGER NOT NULL UNIQUE REFERENCES factuur,"
    " extern TEXT NOT NULL, boeking INTEGER NOT NULL REFERENCES boeking,"
    " hash TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE INDEX nummer_extern ON nummer (extern);"
    "CREATE TRIGGER nummer_factuur BEFORE INSERT ON nummer"
    " WHEN NOT EXISTS (SELECT 1 FROM factuur WHERE factuur = NEW.factuur AND extern = 1"
    " AND soort <> 'specificatie')"
    " BEGIN SELECT raise(ABORT, 'a number is for a factuur with a kenmerk'); END;"
    "CREATE TRIGGER nummer_reeks BEFORE INSERT ON nummer"
    " WHEN EXISTS (SELECT 1 FROM nummer n JOIN factuur f ON f.factuur = n.factuur"
    " WHERE n.extern = NEW.extern AND f.crediteur ="
    " (SELECT crediteur FROM factuur WHERE factuur = NEW.factuur))"
    " BEGIN SELECT raise(ABORT, 'a number is given once for a crediteur'); END;"
    "CREATE TRIGGER nummer_insert BEFORE INSERT ON nummer"
    " WHEN NEW.nummer IS NOT (SELECT coalesce(max(nummer), 0) + 1 FROM nummer)"
    " OR EXISTS (SELECT 1 FROM nummer WHERE factuur = NEW.factuur)"
    " OR NEW.boeking IS NOT (SELECT max(boeking) FROM zegel)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: nummer'); END;" APPEND_ONLY("nummer"),

    /* What --check has seen: the zegel up to which all was well. */
    "CREATE TABLE gecontroleerd ("
    " controle INTEGER PRIMARY KEY, boeking INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER gecontroleerd_insert BEFORE INSERT ON gecontroleerd"
    " WHEN NEW.controle IS NOT (SELECT coalesce(max(controle), 0) + 1 FROM gecontroleerd)"
    " BEGIN SELECT raise(ABORT, 'out of sequence: gecontroleerd'); END;"
    APPEND_ONLY("gecontroleerd"),

    /* For whoever reads the file with another program. */
    "CREATE VIEW geboekt AS SELECT r.regel, r.boeking, p.afrekening, p.contract, p.school,"
    " p.eerste, p.laatste, p.crediteur, r.partij, p.laag, p.soort, p.voorschot, p.btw,"
    " r.correctie, coalesce(r.geboekt_eerste, p.eerste) AS geboekt_eerste,"
    " coalesce(r.geboekt_laatste, p.laatste) AS geboekt_laatste,"
    " f.nummer AS factuur, r.cents FROM regel r JOIN post p USING (post)"
    " LEFT JOIN factuur f ON f.factuur = r.factuur;",
    NULL,
};

/* clang-format on */

/* Each is carried out once, in its order: PRAGMA user_version says how many were. */
static const char *const *const migrations[] = {migration_1};

#endif
