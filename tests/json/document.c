/* Goal: what a command prints with --json is one document, as any reader of JSON takes it.
 *
 *   document COMMAND STATUS [PATH…] <stdout-of-a-command
 *
 * It must be UTF-8 with LF and one line end behind it, have the keys of every answer in their
 * order, name this command and status (COMMAND `-`: null), count its faults right, and hold each
 * PATH: keys and indexes with dots between (result.tables.0.file). With PATH=TEXT the value is that
 * text or number. Prints what is wrong, and ends with 1. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int faults;

static void wrong(const char *what, const char *about)
{
    printf("%s: %s\n", what, about);
    faults++;
}

static char *read_all(size_t *length)
{
    size_t room = 1 << 16;
    char *bytes = malloc(room);
    *length = 0;
    for (size_t count; bytes && (count = fread(bytes + *length, 1, room - *length, stdin)) > 0;) {
        *length += count;
        if (*length == room) bytes = realloc(bytes, room *= 2);
    }
    if (!bytes) exit(2);
    return bytes;
}

static void check_keys(json_t *document)
{
    static const char *const keys[] = {"verreken", "command", "status",   "errors",
                                       "warnings", "faults",  "messages", "result"};
    size_t at = 0;
    const char *key;
    json_t *value;
    json_object_foreach(document, key, value)
    {
        if (at >= sizeof keys / sizeof *keys || strcmp(key, keys[at]) != 0)
            wrong("not in its place", key);
        at++;
    }
    if (at != sizeof keys / sizeof *keys) wrong("keys are missing or too many", "document");
}

static void check_faults(json_t *document)
{
    json_int_t counts[2] = {0, 0};
    size_t i;
    json_t *fault;
    json_array_foreach(json_object_get(document, "faults"), i, fault)
    {
        const char *severity = json_string_value(json_object_get(fault, "severity"));
        if (!severity || (strcmp(severity, "error") != 0 && strcmp(severity, "warning") != 0))
            wrong("a fault without a severity", severity ? severity : "null");
        else
            counts[*severity == 'w']++;
        if (!json_string_length(json_object_get(fault, "text"))) wrong("a fault", "has no text");
    }
    if (counts[0] != json_integer_value(json_object_get(document, "errors")))
        wrong("errors", "are not those of faults");
    if (counts[1] != json_integer_value(json_object_get(document, "warnings")))
        wrong("warnings", "are not those of faults");
}

/* The value at a path that ends at `end`; NULL: none. */
static json_t *at_path(json_t *value, const char *path, const char *end)
{
    while (value && path < end) {
        const char *dot = memchr(path, '.', (size_t)(end - path));
        const char *stop = dot ? dot : end;
        char key[128];
        size_t length = (size_t)(stop - path);
        if (length >= sizeof key) return NULL;
        memcpy(key, path, length);
        key[length] = 0;
        value = json_is_array(value) ? json_array_get(value, strtoul(key, NULL, 10))
                                     : json_object_get(value, key);
        path = dot ? dot + 1 : end;
    }
    return value;
}

static void check_path(json_t *document, const char *asked)
{
    const char *equals = strchr(asked, '=');
    const char *end = equals ? equals : asked + strlen(asked);
    json_t *value = at_path(document, asked, end);
    char *found = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    const char *text = json_is_string(value) ? json_string_value(value) : found;
    if (!value)
        wrong("not there", asked);
    else if (equals && (!text || strcmp(text, equals + 1) != 0))
        wrong(asked, text ? text : "?");
    free(found);
}

int main(int argc, char **argv)
{
    size_t length;
    json_error_t error;
    char *bytes = read_all(&length);
    if (argc < 3) return 2;
    if (memchr(bytes, '\r', length)) wrong("line ends", "CR");
    if (length < 2 || bytes[length - 1] != '\n' || bytes[length - 2] == '\n')
        wrong("line ends", "not one at the end");
    json_t *document = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(document)) {
        wrong("no JSON object", error.text);
        fwrite(bytes, 1, length < 400 ? length : 400, stdout);
        return 1;
    }
    check_keys(document);
    check_faults(document);
    const char *command = json_string_value(json_object_get(document, "command"));
    if (strcmp(command ? command : "-", argv[1]) != 0) wrong("command", command ? command : "-");
    if (json_integer_value(json_object_get(document, "status")) != atoi(argv[2]))
        wrong("status", argv[2]);
    for (int i = 3; i < argc; i++)
        check_path(document, argv[i]);
    json_decref(document);
    free(bytes);
    return faults != 0;
}
