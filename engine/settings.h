/* The agreement: what settlement.ini says, checked and with every code found (SPEC §2, §5 to §7).
 *
 * Plain data, made once by settings_read() and read by every stage. Names of rules, lagen and
 * groepen ignore case and keep the spelling of the INI.
 */
#ifndef VERREKEN_ENGINE_SETTINGS_H
#define VERREKEN_ENGINE_SETTINGS_H

#include "engine/batch.h"
#include "engine/ini_doc.h"

typedef struct Sleutel Sleutel;
typedef struct Methode Methode;
typedef struct Afronding Afronding;
typedef struct Rules Rules; /* all of them: rule.h */

typedef struct Interval {
    Day first, last;
} Interval;

typedef enum TijdvakKind {
    TIJDVAK_KWARTAAL,
    TIJDVAK_MAAND,
    TIJDVAK_JAAR,
    TIJDVAK_PERIODE,
} TijdvakKind;

/* A list of partijen with shares that sum to exactly 1, in bytewise order of their codes as they
 * are written: weights over one total. */
typedef struct Shares {
    u32 *partijen;
    i128 *weights;
    size_t count;
    i64 total; /* 0: no list */
} Shares;

typedef enum PeildatumKind {
    PEILDATUM_LATEST,     /* month and day, at most `years` … before the tijdvak's first day */
    PEILDATUM_YEARS_BACK, /* in the calendar year `years` before it */
    PEILDATUM_SCHOOLJAAR, /* in the school year of it */
    PEILDATUM_FIXED,
} PeildatumKind;

typedef struct Peildatum {
    PeildatumKind kind;
    int month, day, years;
    Day fixed;
} Peildatum;

typedef struct Peildata {
    Peildatum *items;
    size_t count, capacity;
} Peildata;

/* The value of a parameter that a sleutel declares (rule.h). */
typedef struct ParamValue {
    bool given;
    int choice;        /* PARAM_CHOICE: index of the word; the first when not given */
    Peildata peildata; /* PARAM_PEILDATUM: 1 October when not given */
    Shares shares;     /* PARAM_SHARES */
} ParamValue;

enum { PARAMS_MOST = 6 };

typedef enum Aan { AAN_WOONPLAATS, AAN_WOONADRES, AAN_SCHOOLGEMEENTE, AAN_SWV, AAN_BESTUUR } Aan;
typedef enum Buiten {
    BUITEN_NOT_GIVEN,
    BUITEN_VERREKENEN,
    BUITEN_SCHOOLGEMEENTE,
    BUITEN_VERDELEN,
    BUITEN_APART,
} Buiten;
typedef enum Leeg { LEEG_FOUT, LEEG_SCHOOLGEMEENTE, LEEG_REGIEGEMEENTE, LEEG_JAAR } Leeg;
typedef enum Drempel { DREMPEL_NONE, DREMPEL_LEERLINGEN, DREMPEL_EENHEDEN } Drempel;
typedef enum Onbekend {
    ONBEKEND_FOUT,
    ONBEKEND_SCHOOLGEMEENTE,
    ONBEKEND_REGIEGEMEENTE,
    ONBEKEND_KEEP, /* grensverkeer alone: the unknown woonplaats is counted as such */
} Onbekend;

/* A member of `deelnemers`: a partij, or a groep. */
typedef struct Deelnemer {
    bool is_groep;
    u32 index; /* partij, or groep of Settings */
} Deelnemer;

/* weging: the factor of the scholen of one soort. */
typedef struct Weging {
    Text soort;
    i64 weight; /* over Laag.weging_common */
} Weging;

/* How one laag is divided: the keys of a [laag] section, or of a [regel] without lagen. */
typedef struct Laag {
    const Sleutel *sleutel; /* NULL: the section has faults */
    u32 argument;           /* of kengetal:NAAM, the name; else NONE */
    ParamValue params[PARAMS_MOST];
    Aan aan;
    Deelnemer *deelnemers;
    size_t deelnemer_count; /* 0: everyone takes part */
    Buiten buiten;
    i64 apart_tarief; /* millionths of a euro */
    Drempel drempel;
    i64 drempel_count; /* leerlingen, or ten-thousandths of an eenheid */
    bool drempel_to_schoolgemeente;
    Leeg leeg;
    Fraction plafond; /* numerator 0: none */
    Onbekend onbekend;
    i64 meetperiode; /* whole calendar years before the tijdvak's; 0: the tijdvak */
    Weging *weging;
    size_t weging_count;
    i64 weging_common; /* a factor of 1; 1 without weging */
    u32 line;          /* of its section */
} Laag;

/* A section and the day from which it is in force; DAY_OPEN_START without vanaf. */
typedef struct LaagVersion {
    Day vanaf;
    Laag laag;
} LaagVersion;

typedef struct LaagSection {
    Text name;
    LaagVersion *items; /* sorted by vanaf */
    size_t count, capacity;
    u32 line;
    bool used;
} LaagSection;

/* What part of a pool a laag takes: a fixed fraction, or the pxq cents below or above the grens. */
typedef enum LaagPart { PART_FRACTION, PART_ONDER, PART_BOVEN } LaagPart;

typedef struct LaagShare {
    Text name; /* as spelled in lagen; "-" for the one laag of a rule without lagen */
    LaagPart part;
    i128 weight; /* PART_FRACTION */
    u32 section; /* of the rule's LaagSections; NONE for the rule's own laag */
} LaagShare;

typedef enum KostenKind { KOSTEN_ROWS, KOSTEN_PXQ } KostenKind;
typedef enum CrediteurKind {
    CREDITEUR_AANBIEDER,
    CREDITEUR_REGIEGEMEENTE,
    CREDITEUR_KASSIER,
    CREDITEUR_CODE,
} CrediteurKind;

typedef struct RuleVersion {
    Day vanaf;
    const Methode *methode; /* NULL: the section has faults */
    KostenKind kosten;
    bool by_months; /* toerekening = maanden */
    CrediteurKind crediteur;
    u32 crediteur_code;
    Shares voorfinanciering;
    const Afronding *afronding;
    u32 afronding_partij;   /* of sluitpost CODE, else NONE */
    i64 eenheid;            /* of the afronding, in cents */
    i64 grens;              /* cents per pupil, contract and year; -1: none */
    Fraction verrekenmarge; /* numerator 0: none */
    LaagShare *lagen;
    size_t laag_count;
    i64 laag_total; /* Σ weights of the lagen */
    Laag own;       /* when there are no named lagen */
    u32 line;
} RuleVersion;

typedef struct Rule {
    Text name;
    TijdvakKind tijdvak;
    RuleVersion *items; /* sorted by vanaf */
    size_t count, capacity;
    struct {
        LaagSection *items;
        size_t count, capacity;
    } lagen;
} Rule;

typedef struct GroepVersion {
    Day vanaf;
    u32 *leden; /* partijen */
    size_t count;
    u32 line; /* of its section */
} GroepVersion;

typedef struct Groep {
    Text name;
    GroepVersion *items; /* sorted by vanaf */
    size_t count, capacity;
} Groep;

/* A figure that the user states beforehand in [controle]. */
typedef enum StatedKind {
    STATED_KOSTEN,     /* of a contract */
    STATED_LEERLINGEN, /* enrolled at a school */
    STATED_INWONEND,   /* leerlingen that live in a gemeente, wherever they go to school */
    STATED_TELLING,    /* counted of a school */
    STATED_TOTAAL,
} StatedKind;
typedef struct Stated {
    StatedKind kind;
    u32 index; /* contract, school or gemeente */
    i64 value; /* cents, or pupils */
} Stated;

/* [voorschot] termijnen: what part of a year is asked in advance, and when. */
typedef struct Termijn {
    Day datum;
    i128 weight; /* over Termijnen.total */
} Termijn;

typedef struct Termijnen {
    Termijn *items;
    size_t count;
    i64 total; /* 0: not given */
} Termijnen;

/* Accounts of the journal ([journaal]): ACCOUNT(key, label in Dutch). */
#define ACCOUNTS(ACCOUNT)                                                          \
    ACCOUNT(debiteuren, "wat een ander ons moet, of wij hem")                      \
    ACCOUNT(te_verdelen, "kosten die wij voor allen dragen tot zij verdeeld zijn") \
    ACCOUNT(eigen_aandeel, "wat wij zelf dragen")                                  \
    ACCOUNT(voorschotten, "wat vooraf betaald is")                                 \
    ACCOUNT(verrekenverschillen, "verschillen binnen de verrekenmarge")            \
    ACCOUNT(btw, "af te dragen btw")

typedef enum Account {
#define ACCOUNT(key, label) ACCOUNT_##key,
    ACCOUNTS(ACCOUNT)
#undef ACCOUNT
        ACCOUNT_COUNT
} Account;

extern const char *const account_keys[ACCOUNT_COUNT];

/* How the settlement is booked: [factuur], [journaal] and what [afrekening] says of a grootboek
 * (SPEC §9). */
typedef struct Booking {
    Text grootboek;   /* the file, as written; empty: none */
    Text organisatie; /* whose grootboek it is: as given, else opsteller or kassier; may be empty */
    Day boekjaar;     /* the first day that is settled again */
    Day afgesloten;   /* tijdvakken up to it get no line of their own; DAY_OPEN_START: none */
    i64 minimum;      /* cents: a factuur of less waits; 0: none */
    bool corrections_at_year_end;
    bool external_numbers; /* the financial system gives the numbers: a kenmerk until then */
    Text accounts[ACCOUNT_COUNT];
    Place grootboek_place, periode_place, boekjaar_place, afgesloten_place;
} Booking;

static inline bool has_grootboek(const Booking *booking)
{
    return booking->grootboek.length > 0;
}

/* What an organisation puts on its facturen, and how they are made: [factuur]. */
typedef struct Invoicing {
    Text contact, telefoon, email; /* whom to ask */
    Text voettekst;                /* below every page */
    Text logo;                     /* a PNG file, as written; empty: none */
    Text pseudoniem;               /* the file of a key, as written; empty: no pseudonyms */
    bool peppol;                   /* profiel: Peppol BIS 3, else NLCIUS */
    bool negative_invoice;         /* credit: no CreditNote but an Invoice with negative amounts */
    bool specificatie;             /* each debiteur gets a list of its own pupils */
    Place logo_place, pseudoniem_place;
} Invoicing;

/* What the report shows: [rapport]. */
typedef struct Reporting {
    i64 onderdruk; /* a count of pupils below it is not shown; 0: all are */
} Reporting;

typedef struct Settings {
    Text naam, id;
    Interval periode;
    Interval settled; /* the periode; with a grootboek from the boekjaar on */
    Booking booking;
    Invoicing invoicing;
    Reporting reporting;
    TijdvakKind tijdvak;
    Day factuurdatum;
    i64 betaaltermijn; /* days */
    u32 kassier;       /* NONE: not given */
    u32 *opsteller;    /* NULL: all but those of soort aanbieder */
    size_t opsteller_count;
    bool stromen_netto;
    i64 onderbreking; /* days, SPEC §4 */
    struct {
        Rule *items;
        size_t count, capacity;
    } rules;
    struct {
        Groep *items;
        size_t count, capacity;
    } groepen;
    struct {
        Stated *items;
        size_t count, capacity;
    } stated;
    Termijnen termijnen;
    u32 *rule_of_contract; /* by contract; NONE: unknown, told */
} Settings;

/* Interprets the INI against the tables that were read. Faults go to batch->report; the result is
 * complete when there are no errors. `rules`: all sleutels, methodes and afrondingen. Without
 * `books` what the INI says of a grootboek is as if it were not there. */
Settings *settings_read(Batch *batch, IniDoc *doc, const Rules *rules, bool books);

/* The version in force in a tijdvak that begins on `first` (SPEC §2): the latest on or before it.
 * NULL or NONE: none. */
const RuleVersion *rule_version_on(const Rule *rule, Day first);
const Laag *laag_on(const Rule *rule, const RuleVersion *version, size_t laag, Day first);
const GroepVersion *groep_version_on(const Groep *groep, Day first);

/* The day that a peildatum means in a tijdvak that begins on `first` (SPEC §6). */
Day peildatum_on(const Peildatum *peildatum, Day first);

#endif
