/* The lower half of the sheet Samenvatting. In: the controls and the settings of a run; out: how
 * many controls are good, the rules in words, and how to recompute. Holds always: each control and
 * each version of a rule that was used is told. */
#include "io/documents/afrekening_samenvatting.h"
#include "io/documents/regels_in_woorden.h"
#include "io/tell/dutch.h"

/* --- controls --------------------------------------------------------------------------------- */

/* How many rows of a control have an oordeel. */
static void put_count(Summary *m, u32 column, size_t first, size_t end, const char *oordeel,
                      i64 count)
{
    Formula f;
    formula_begin(&f);
    for (size_t p = 0; p < m->a->controles.parts.count; p++) {
        const TablePart *part = &m->a->controles.parts.items[p];
        size_t from = first > part->first ? first : part->first;
        size_t to = end < part->end ? end : part->end;
        if (from >= to) continue;
        formula_add(&f, f.length > 1 ? "+COUNTIF(" : "COUNTIF(");
        formula_rows(&f, &m->a->controles, 5, from, to);
        formula_add(&f, ",\"");
        formula_add(&f, oordeel);
        formula_add(&f, "\")");
    }
    if (f.too_long || f.length == 1)
        sheet_integer(m->s, m->row, column, count, STYLE(INTEGER, PLAIN));
    else
        sheet_formula_integer(m->s, m->row, column, f.text, count, STYLE(INTEGER, PLAIN));
}

static void put_control(Summary *m, const ControlList *list)
{
    i64 counts[3] = {0, 0, 0};
    for (size_t i = 0; i < list->count; i++)
        counts[list->items[i].oordeel]++;
    size_t end = list->before + list->count;
    sheet_merge(m->s, m->row, 0, 1, list->controle, STYLE(TEXT, PLAIN));
    put_count(m, 2, list->before, end, "goed", counts[OORDEEL_GOED]);
    put_count(m, 3, list->before, end, "signaal", counts[OORDEEL_SIGNAAL]);
    put_count(m, 4, list->before, end, "fout", counts[OORDEEL_FOUT]);
    bool bad = counts[OORDEEL_FOUT] > 0, signal = counts[OORDEEL_SIGNAAL] > 0;
    sheet_merge(m->s, m->row, 5, m->columns - 1,
                bad      ? TEXT("fout: eerst oplossen, zie Controles")
                : signal ? TEXT("signaal: bekijken, zie Controles")
                         : TEXT("goed"),
                (Style){FORM_ASIDE, bad      ? LOOK_BAD
                                    : signal ? LOOK_SIGNAL
                                             : LOOK_GOOD});
    m->row++;
}

void put_controls(Summary *m)
{
    const Controls *controls = m->a->controls;
    put_section(m, "Controles");
    sheet_merge(m->s, m->row, 0, 1, TEXT("Controle"), STYLE(TEXT, HEADER));
    put_header(m, 2, "Goed", true);
    put_header(m, 3, "Signaal", true);
    put_header(m, 4, "Fout", true);
    sheet_merge(m->s, m->row, 5, m->columns - 1, TEXT("Oordeel"), STYLE(ASIDE, HEADER));
    m->row++;
    for (size_t l = 0; l < controls->list_count; l++)
        if (controls->items[l].count) put_control(m, &controls->items[l]);
}

/* --- rules ------------------------------------------------------------------------------------ */

static void put_sentence(Summary *m, const RuleSentence *sentence, u32 characters)
{
    size_t length = text_characters(sentence->sentence), basis = text_characters(sentence->basis);
    size_t lines = length / characters + 1, basis_lines = basis / 34 + 1;
    if (lines < basis_lines) lines = basis_lines;
    sheet_row_height(m->s, m->row, (u32)lines * LINE_POINTS + 2);
    sheet_text(m->s, m->row, 0, sentence->about, STYLE(TEXT, PLAIN));
    sheet_merge(m->s, m->row, 1, m->columns - 3, sentence->sentence, STYLE(WRAP, PLAIN));
    sheet_merge(m->s, m->row, m->columns - 2, m->columns - 1, sentence->basis, STYLE(WRAP, PLAIN));
    m->row++;
}

static void put_sentences(Summary *m, const RuleSentences *sentences)
{
    /* That fit on a line, with some to spare: letters are narrower than digits. */
    u32 characters = (m->name_width + 15 * (m->columns - 4)) * 5 / 4;
    sheet_text(m->s, m->row, 0, TEXT("Over"), STYLE(TEXT, HEADER));
    sheet_merge(m->s, m->row, 1, m->columns - 3, TEXT("Wat is toegepast"), STYLE(TEXT, HEADER));
    sheet_merge(m->s, m->row, m->columns - 2, m->columns - 1, TEXT("Dat berust op"),
                STYLE(TEXT, HEADER));
    m->row++;
    for (size_t i = 0; i < sentences->count; i++)
        put_sentence(m, &sentences->items[i], characters);
}

/* The contracts of a rule, when they are few. */
static Text contracts_of(const Afrekening *a, const ContractSums *sums, size_t rule)
{
    enum { NAMED_MOST = 12 };
    const Run *run = a->run;
    TextBuilder out = {.arena = a->arena};
    size_t count = 0;
    for (u32 c = 0; c < run->batch->contracten.rows.count; c++) {
        if (run->settings->rule_of_contract[c] != rule || sums[c].crediteur == NONE) continue;
        if (count++ < NAMED_MOST) {
            build_text(&out, count > 1 ? TEXT(", ") : TEXT(""));
            build_text(&out, contract_code(run->batch, c));
        }
    }
    if (!count) return TEXT("");
    if (count == 1) return JOIN(a->arena, TEXT("contract "), built(&out));
    if (count <= NAMED_MOST) return JOIN(a->arena, TEXT("contracten "), built(&out));
    return JOIN(a->arena, text_integer(a->arena, (i128)count), TEXT(" contracten"));
}

static void put_rule(Summary *m, size_t rule, Text contracts)
{
    Afrekening *a = m->a;
    const RulePlan *plan = &a->run->plans[rule];
    const RuleVersion *before = NULL;
    for (size_t t = 0; t < plan->count; t++) {
        const RuleVersion *version = plan->terms[t].version;
        bool told = !version || version == before;
        for (size_t earlier = 0; earlier < t && !told; earlier++)
            told = plan->terms[earlier].version == version;
        if (told) continue;
        before = version;
        RuleSentences sentences = {0};
        const Rule *own = &a->run->settings->rules.items[rule];
        rule_in_words(a->arena, a->run, own, version, &sentences);
        m->row++;
        Text vanaf = version->vanaf == DAY_OPEN_START
                         ? TEXT("")
                         : JOIN(a->arena, TEXT(" vanaf "), dutch_date(a->arena, version->vanaf));
        sheet_merge(m->s, m->row, 0, m->columns - 1,
                    JOIN(a->arena, TEXT("Regel "), own->name, vanaf, TEXT(", voor "), contracts),
                    STYLE(TEXT, BOLD));
        m->row++;
        put_sentences(m, &sentences);
    }
}

void put_rules(Summary *m)
{
    Afrekening *a = m->a;
    size_t shown;
    ContractSums *sums = sums_of_contracts(a, &shown);
    RuleSentences general = {0};
    put_section(m, "Welke regels zijn toegepast");
    settlement_in_words(a->arena, a->run, &general);
    put_sentences(m, &general);
    for (size_t rule = 0; rule < a->run->settings->rules.count; rule++) {
        Text contracts = contracts_of(a, sums, rule);
        if (contracts.length) put_rule(m, rule, contracts);
    }
}

void put_how_to(Summary *m)
{
    static const char *const lines[] = {
        "Wijzig op het blad Verdeling een gewicht, of op het blad Kosten wat een post in het "
        "tijdvak kost: de verdeling, de facturen en wie wie betaalt rekenen mee.",
        "Btw en de controles rekenen niet mee, en een regel die op geen factuur staat komt er niet "
        "alsnog op. Ook elders waar een formule niet kan, staat de uitkomst als waarde; een "
        "opmerking, of de regel boven het blad, zegt waarom.",
        "Bedragen zijn in hele centen berekend; de precieze breuk staat er altijd bij. Dezelfde "
        "getallen staan in de csv-bestanden naast deze werkmap."};
    put_section(m, "Narekenen");
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        sheet_row_height(m->s, m->row, 2 * LINE_POINTS);
        sheet_merge(m->s, m->row, 0, m->columns - 1, text_of(lines[i]), STYLE(WRAP, BODY));
        m->row++;
    }
}
