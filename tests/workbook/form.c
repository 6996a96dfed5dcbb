/* Workbooks for tests. In: a text (form.h); out: an xlsx file. Always: it is written as it is said,
 * right or wrong, and the same text gives the same bytes. */
#define _XOPEN_SOURCE 700
#include "form.h"

#include <minizip/zip.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHEETS = 32, FORMATS = 64, PARTS = 64, STRINGS = 4096 };

typedef struct Grown {
    char *text;
    size_t length, room;
} Grown;

typedef struct FormSheet {
    char *name;
    Grown rows, cols, after, merged;
    int hidden, row;
} FormSheet;

typedef struct Form {
    FormSheet sheets[SHEETS];
    int sheet_count;
    char *formats[FORMATS];
    int format_count;
    char *strings[STRINGS];
    int string_count;
    struct {
        char *name, *text; /* text NULL: not there */
    } parts[PARTS];
    int part_count;
    int from_1904, compute, strict;
    long shorter;
    const char *prefix;
    char *row_attributes;
    const char *fault;
} Form;

static void *must(void *memory)
{
    if (!memory) abort();
    return memory;
}

__attribute__((format(printf, 2, 3))) static void put(Grown *to, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (to->length + (size_t)length + 1 > to->room) {
        to->room = (to->length + (size_t)length + 1) * 2;
        to->text = must(realloc(to->text, to->room));
    }
    va_start(list, format);
    vsnprintf(to->text + to->length, (size_t)length + 1, format, list);
    va_end(list);
    to->length += (size_t)length;
}

static void put_escaped(Grown *to, const char *text)
{
    put(to, "%s", "");
    for (; *text; text++) {
        if (*text == '&')
            put(to, "&amp;");
        else if (*text == '<')
            put(to, "&lt;");
        else if (*text == '"')
            put(to, "&quot;");
        else
            put(to, "%c", *text);
    }
}

static const char *text_in(const Grown *grown)
{
    return grown->text ? grown->text : "";
}

/* --- cells ------------------------------------------------------------------------------------ */

static int style_of(Form *f, const char *format)
{
    for (int i = 0; i < f->format_count; i++)
        if (!strcmp(f->formats[i], format)) return i + 1;
    if (f->format_count == FORMATS) return f->fault = "too many formats", 0;
    f->formats[f->format_count++] = must(strdup(format));
    return f->format_count;
}

static int string_of(Form *f, const char *text)
{
    for (int i = 0; i < f->string_count; i++)
        if (!strcmp(f->strings[i], text)) return i;
    if (f->string_count == STRINGS) return f->fault = "too many texts", 0;
    f->strings[f->string_count] = must(strdup(text));
    return f->string_count++;
}

static int is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What stands behind the address in the tag of a cell, and within it; a formula before its value.
 */
static void put_cell(Form *f, Grown *out, const char *address, char *cell, const char *formula)
{
    const char *p = f->prefix;
    Grown inner = {0};
    if (formula) {
        put(&inner, "<%sf>", p);
        put_escaped(&inner, formula);
        put(&inner, "</%sf>", p);
    }
    const char *before = text_in(&inner);
    char *brace = *cell == '#' && !is_letter(cell[1]) ? strchr(cell, '{') : NULL;
    if (brace) {
        *brace++ = 0;
        brace[strlen(brace) - 1] = 0;
        put(out, "<%sc r=\"%s\" s=\"%d\">%s<%sv>%s</%sv></%sc>", p, address, style_of(f, brace),
            before, p, cell + 1, p, p);
    } else if (*cell == '#' && is_letter(cell[1])) {
        put(out, "<%sc r=\"%s\" t=\"e\">%s<%sv>%s</%sv></%sc>", p, address, before, p, cell, p, p);
    } else if (*cell == '#') {
        put(out, "<%sc r=\"%s\">%s<%sv>%s</%sv></%sc>", p, address, before, p, cell + 1, p, p);
    } else if (*cell == '?') {
        put(out, "<%sc r=\"%s\" t=\"b\">%s<%sv>%s</%sv></%sc>", p, address, before, p, cell + 1, p,
            p);
    } else if (*cell == '@') {
        put(out, "<%sc r=\"%s\" t=\"d\">%s<%sv>%s</%sv></%sc>", p, address, before, p, cell + 1, p,
            p);
    } else if (!strncmp(cell, "<c", 2)) {
        put(out, "<c r=\"%s\"%s", address, cell + 2);
    } else if (formula) {
        put(out, "<%sc r=\"%s\" t=\"str\">%s<%sv>", p, address, before, p);
        put_escaped(out, cell);
        put(out, "</%sv></%sc>", p, p);
    } else {
        put(out, "<%sc r=\"%s\" t=\"s\"><%sv>%d</%sv></%sc>", p, address, p, string_of(f, cell), p,
            p);
    }
    free(inner.text);
}

static void put_formula(Form *f, Grown *out, const char *address, char *cell)
{
    char *value = strstr(cell, " -> ");
    if (value) {
        *value = 0;
        put_cell(f, out, address, value + 4, cell + 1);
        return;
    }
    put(out, "<%sc r=\"%s\"><%sf>", f->prefix, address, f->prefix);
    put_escaped(out, cell + 1);
    put(out, "</%sf></%sc>", f->prefix, f->prefix);
}

static void put_row(Form *f, FormSheet *sheet, char *line)
{
    sheet->row++;
    put(&sheet->rows, "<%srow r=\"%d\" %s>", f->prefix, sheet->row,
        f->row_attributes ? f->row_attributes : "");
    free(f->row_attributes);
    f->row_attributes = NULL;
    int column = 0;
    for (char *cell = line; cell; column++) {
        char address[16], *next = strchr(cell, ';');
        if (*cell == '<') { /* it may hold ; */
            char *close = strstr(cell, "</c>");
            next = close && close[4] ? close + 4 : NULL;
        }
        if (next) *next++ = 0;
        if (column < 26)
            snprintf(address, sizeof address, "%c%d", 'A' + column, sheet->row);
        else
            snprintf(address, sizeof address, "%c%c%d", 'A' + column / 26 - 1, 'A' + column % 26,
                     sheet->row);
        if (*cell == '=')
            put_formula(f, &sheet->rows, address, cell);
        else if (*cell)
            put_cell(f, &sheet->rows, address, cell, NULL);
        cell = next;
    }
    put(&sheet->rows, "</%srow>", f->prefix);
}

/* --- lines ------------------------------------------------------------------------------------ */

static const char *after(const char *line, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(line, word, length) != 0) return NULL;
    if (!line[length]) return line + length;
    return line[length] == ' ' ? line + length + 1 : NULL;
}

static FormSheet *current(Form *f)
{
    if (!f->sheet_count) f->sheets[f->sheet_count++].name = must(strdup("Blad1"));
    return &f->sheets[f->sheet_count - 1];
}

static void set_part(Form *f, const char *text, int is_there)
{
    if (f->part_count == PARTS) {
        f->fault = "too many parts";
        return;
    }
    char *name = must(strdup(text)), *blank = strchr(name, ' ');
    if (blank) *blank = 0;
    f->parts[f->part_count].text = is_there ? must(strdup(blank ? blank + 1 : "")) : NULL;
    f->parts[f->part_count++].name = name;
}

static void say(Form *f, const char *line)
{
    const char *rest;
    if ((rest = after(line, "!hidden")))
        current(f)->hidden = 1;
    else if ((rest = after(line, "!1904")))
        f->from_1904 = 1;
    else if ((rest = after(line, "!compute")))
        f->compute = 1;
    else if ((rest = after(line, "!strict")))
        f->strict = 1;
    else if ((rest = after(line, "!prefix")))
        f->prefix = "x:";
    else if ((rest = after(line, "!gap")))
        current(f)->row += atoi(rest);
    else if ((rest = after(line, "!blanks")))
        put(&current(f)->cols, "%*s", atoi(rest), "");
    else if ((rest = after(line, "!end")))
        f->shorter = atol(rest);
    else if ((rest = after(line, "!cols")))
        put(&current(f)->cols, "%s", rest);
    else if ((rest = after(line, "!after")))
        put(&current(f)->after, "%s", rest);
    else if ((rest = after(line, "!merge")))
        put(&current(f)->merged, "<%smergeCell ref=\"%s\"/>", f->prefix, rest);
    else if ((rest = after(line, "!part")))
        set_part(f, rest, 1);
    else if ((rest = after(line, "!omit")))
        set_part(f, rest, 0);
    else if ((rest = after(line, "!row"))) {
        free(f->row_attributes);
        f->row_attributes = must(strdup(rest));
    } else {
        f->fault = "a line that begins with ! and an unknown word";
    }
}

static void read_line(Form *f, char *line)
{
    const char *name = after(line, "sheet");
    if (*line == '!') {
        say(f, line);
    } else if (name && f->sheet_count == SHEETS) {
        f->fault = "too many sheets";
    } else if (name) {
        f->sheets[f->sheet_count++].name = must(strdup(name));
    } else if (*line) {
        put_row(f, current(f), line);
    } else {
        current(f)->row++;
    }
}

/* --- the file --------------------------------------------------------------------------------- */

static int write_part(Form *f, zipFile zip, const char *name, const char *text)
{
    for (int i = 0; i < f->part_count; i++) {
        if (strcmp(f->parts[i].name, name) != 0) continue;
        text = f->parts[i].text;
        free(f->parts[i].name);
        f->parts[i].name = must(strdup(""));
    }
    if (!text) return 1;
    zip_fileinfo info = {.tmz_date = {.tm_year = 1980, .tm_mday = 1}};
    return zipOpenNewFileInZip(zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6) == ZIP_OK &&
           zipWriteInFileInZip(zip, text, (unsigned)strlen(text)) == ZIP_OK &&
           zipCloseFileInZip(zip) == ZIP_OK;
}

static const char *head(const Form *f, const char *element, char *bytes, size_t room)
{
    const char *space = f->strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                                  : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const char *relations =
        f->strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                  : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    snprintf(bytes, room,
             "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
             "<%s%s xmlns%s=\"%s\" xmlns:r=\"%s\">",
             f->prefix, element, *f->prefix ? ":x" : "", space, relations);
    return bytes;
}

static void put_relation(const Form *f, Grown *to, int id, const char *type, const char *target)
{
    const char *space = f->strict
                            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    put(to, "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>", id, space, type, target);
}

static const char relations_head[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

static int write_sheet(Form *f, zipFile zip, int number)
{
    FormSheet *sheet = &f->sheets[number - 1];
    char name[64], bytes[512];
    Grown xml = {0};
    const char *p = f->prefix;
    put(&xml, "%s%s<%ssheetData>%s</%ssheetData>", head(f, "worksheet", bytes, sizeof bytes),
        text_in(&sheet->cols), p, text_in(&sheet->rows), p);
    if (sheet->merged.length)
        put(&xml, "<%smergeCells>%s</%smergeCells>", p, sheet->merged.text, p);
    put(&xml, "%s</%sworksheet>", text_in(&sheet->after), p);
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", number);
    int good = write_part(f, zip, name, xml.text);
    free(xml.text);
    return good;
}

static int write_lists(Form *f, zipFile zip)
{
    char bytes[512];
    Grown strings = {0}, styles = {0};
    const char *p = f->prefix;
    put(&strings, "%s", head(f, "sst", bytes, sizeof bytes));
    for (int i = 0; i < f->string_count; i++) {
        put(&strings, "<%ssi><%st xml:space=\"preserve\">", p, p);
        put_escaped(&strings, f->strings[i]);
        put(&strings, "</%st></%ssi>", p, p);
    }
    put(&strings, "</%ssst>", p);
    put(&styles, "%s<%snumFmts>", head(f, "styleSheet", bytes, sizeof bytes), p);
    for (int i = 0; i < f->format_count; i++) {
        if (strspn(f->formats[i], "0123456789") == strlen(f->formats[i]) && *f->formats[i] != '0')
            continue;
        put(&styles, "<%snumFmt numFmtId=\"%d\" formatCode=\"", p, 200 + i);
        put_escaped(&styles, f->formats[i]);
        put(&styles, "\"/>");
    }
    put(&styles, "</%snumFmts><%scellXfs><%sxf numFmtId=\"0\"/>", p, p, p);
    for (int i = 0; i < f->format_count; i++) {
        int builtin =
            strspn(f->formats[i], "0123456789") == strlen(f->formats[i]) && *f->formats[i] != '0';
        put(&styles, "<%sxf numFmtId=\"%d\"/>", p, builtin ? atoi(f->formats[i]) : 200 + i);
    }
    put(&styles, "</%scellXfs></%sstyleSheet>", p, p);
    int good = write_part(f, zip, "xl/sharedStrings.xml", strings.text) &&
               write_part(f, zip, "xl/styles.xml", styles.text);
    free(strings.text);
    free(styles.text);
    return good;
}

static int write_workbook(Form *f, zipFile zip)
{
    char bytes[512];
    Grown book = {0}, relations = {0}, all = {0};
    const char *p = f->prefix;
    put(&book, "%s<%sworkbookPr%s/><%ssheets>", head(f, "workbook", bytes, sizeof bytes), p,
        f->from_1904 ? " date1904=\"1\"" : "", p);
    put(&relations, "%s", relations_head);
    for (int i = 1; i <= f->sheet_count; i++) {
        char target[64];
        snprintf(target, sizeof target, "worksheets/sheet%d.xml", i);
        put_relation(f, &relations, i, "worksheet", target);
        put(&book, "<%ssheet sheetId=\"%d\" r:id=\"rId%d\"%s name=\"", p, i, i,
            f->sheets[i - 1].hidden ? " state=\"hidden\"" : "");
        put_escaped(&book, f->sheets[i - 1].name);
        put(&book, "\"/>");
    }
    put_relation(f, &relations, 1000, "sharedStrings", "sharedStrings.xml");
    put_relation(f, &relations, 1001, "styles", "/xl/styles.xml");
    put(&relations, "</Relationships>");
    put(&book, "</%ssheets>%s</%sworkbook>", p,
        f->compute && !*p ? "<calcPr fullCalcOnLoad=\"1\"/>" : "", p);
    put(&all, "%s", relations_head);
    put_relation(f, &all, 1, "officeDocument", "xl/workbook.xml");
    put(&all, "</Relationships>");
    int good = write_part(f, zip, "_rels/.rels", all.text) &&
               write_part(f, zip, "xl/workbook.xml", book.text) &&
               write_part(f, zip, "xl/_rels/workbook.xml.rels", relations.text);
    free(book.text);
    free(relations.text);
    free(all.text);
    return good;
}

static const char *write_file(Form *f, const char *path)
{
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    if (!zip) return "the workbook cannot be written";
    int good = write_workbook(f, zip);
    for (int i = 1; i <= f->sheet_count; i++)
        good = good && write_sheet(f, zip, i);
    good = good && write_lists(f, zip);
    for (int i = 0; i < f->part_count; i++) {
        char *name = must(strdup(f->parts[i].name));
        if (*name && f->parts[i].text) good = good && write_part(f, zip, name, f->parts[i].text);
        free(name);
    }
    good = zipClose(zip, NULL) == ZIP_OK && good;
    if (good && f->shorter) {
        FILE *file = fopen(path, "r+");
        good =
            file && !fseek(file, 0, SEEK_END) && !ftruncate(fileno(file), ftell(file) - f->shorter);
        if (file) fclose(file);
    }
    return good ? NULL : "the workbook cannot be written";
}

static void give_up_memory(Form *f)
{
    for (int i = 0; i < f->sheet_count; i++) {
        FormSheet *sheet = &f->sheets[i];
        free(sheet->name), free(sheet->rows.text), free(sheet->cols.text);
        free(sheet->after.text), free(sheet->merged.text);
    }
    for (int i = 0; i < f->format_count; i++)
        free(f->formats[i]);
    for (int i = 0; i < f->string_count; i++)
        free(f->strings[i]);
    for (int i = 0; i < f->part_count; i++)
        free(f->parts[i].name), free(f->parts[i].text);
    free(f->row_attributes);
    free(f);
}

const char *make_workbook(const char *path, const char *text)
{
    Form *f = must(calloc(1, sizeof *f));
    f->prefix = "";
    char *copy = must(strdup(text));
    for (char *line = copy; *line && !f->fault;) {
        char *end = line + strcspn(line, "\n");
        int last = !*end;
        *end = 0;
        read_line(f, line);
        line = last ? end : end + 1;
    }
    (void)current(f);
    const char *fault = f->fault ? f->fault : write_file(f, path);
    free(copy);
    give_up_memory(f);
    return fault;
}
