/* Workbooks for tests, from a text that shows what is in them: odd ones too, which no program that
 * writes workbooks would make.
 *
 *     sheet Leerlingen            begins a sheet
 *     leerling;begindatum;uren    a row: cells with ; between them
 *     L1;#45931{14};#1.5          see below
 *     !merge A2:B2                what is said of the sheet or the workbook
 *
 * | cell | is |
 * |---|---|
 * | `text` | a text in the list of shared ones; nothing: no cell |
 * | `#1.5`, `#45931{14}`, `#7{0000}` | a number; in a format, by its number or its code |
 * | `#N/A` | an error: # and a letter |
 * | `?1` | a boolean |
 * | `@2025-10-01` | a date in ISO form |
 * | `=A1+1 -> #3`, `=A1+1` | a formula with its value, and without |
 * | `<c …>…</c>` | this; its address is added |
 *
 * | line | says |
 * |---|---|
 * | `!hidden` | the sheet is hidden |
 * | `!row XML` | attributes of the next row |
 * | `!gap N` | the next row has a number that is N higher |
 * | `!cols XML`, `!after XML` | what stands before the rows, behind them |
 * | `!blanks N` | so many blanks before the rows, which take no room in the file |
 * | `!merge A1:B2` | merged cells |
 * | `!1904`, `!compute` | of the workbook: its days, that it must be computed |
 * | `!prefix` | elements have the prefix x: |
 * | `!strict` | namespaces of strict OOXML |
 * | `!part NAME TEXT` | this part has this text, whatever else it would have |
 * | `!omit NAME` | this part is not there |
 * | `!end BYTES` | the file is so many bytes shorter |
 */
#ifndef VERREKEN_TESTS_WORKBOOK_FORM_H
#define VERREKEN_TESTS_WORKBOOK_FORM_H

/* Writes the workbook. What is wrong with the text, or NULL. */
const char *make_workbook(const char *path, const char *form);

#endif
