/* make_country DIR [--shape NAME] [--times N] [--pupils N] [--scholen N] [--contracts N]
 *              [--gemeenten N] [--seed N] [--shuffled] [--addresses]
 * In: a shape (--list names them) and its sizes. Out: DIR/settlement.ini and DIR/data/ with the
 * tables. Exit: 0 done, 2 the command line is wrong, 4 the system failed.
 * Always: the same arguments give the same bytes; the INI is written last. */
#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int usage(const char *problem)
{
    fprintf(stderr,
            "make_country: %s\n"
            "usage: make_country DIR [--shape NAME] [--times N] [--pupils N] [--scholen N]\n"
            "                    [--contracts N] [--gemeenten N] [--seed N] [--shuffled]\n"
            "                    [--addresses]\n"
            "       make_country --list\n",
            problem);
    return 2;
}

static int list(void)
{
    for (const Shape *s = shapes; s->name; s++)
        printf("%-16s %s\n", s->name, s->about);
    return 0;
}

static bool parse_number(const char *text, uint32_t *number)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (!*text || *text == '-' || *end || value > 1000000000) return false;
    *number = (uint32_t)value;
    return true;
}

typedef struct {
    const char *folder, *shape;
    uint32_t times, pupils, scholen, contracts, gemeenten, seed;
    bool shuffled, addresses, list;
} Options;

/* Reads the command line; what is wrong with it, or NULL. */
static const char *parse(int argc, char **argv, Options *o)
{
    struct {
        const char *name;
        uint32_t *number;
    } numbers[] = {{"--times", &o->times},         {"--pupils", &o->pupils},
                   {"--scholen", &o->scholen},     {"--contracts", &o->contracts},
                   {"--gemeenten", &o->gemeenten}, {"--seed", &o->seed}};
    for (int i = 1; i < argc; i++) {
        size_t n = 0, count = sizeof numbers / sizeof *numbers;
        while (n < count && strcmp(argv[i], numbers[n].name))
            n++;
        if (n < count) {
            if (++i == argc || !parse_number(argv[i], numbers[n].number))
                return "a number is missing or wrong";
        } else if (!strcmp(argv[i], "--shape")) {
            if (++i == argc) return "--shape wants a name";
            o->shape = argv[i];
        } else if (!strcmp(argv[i], "--shuffled")) {
            o->shuffled = true;
        } else if (!strcmp(argv[i], "--addresses")) {
            o->addresses = true;
        } else if (!strcmp(argv[i], "--list")) {
            o->list = true;
        } else if (argv[i][0] == '-' || o->folder) {
            return "an unknown option, or two folders";
        } else {
            o->folder = argv[i];
        }
    }
    return o->list || o->folder ? NULL : "which folder?";
}

/* The shape with the sizes that were asked for; of what it has one, it keeps one. */
static Shape sized(const Shape *shape, const Options *o)
{
    Shape s = *shape;
    s.pupils = o->pupils ? o->pupils : s.pupils * o->times;
    s.scholen = o->scholen ? o->scholen : s.scholen == 1 ? 1 : s.scholen * o->times;
    s.contracts = o->contracts ? o->contracts : s.contracts == 1 ? 1 : s.contracts * o->times;
    if (o->gemeenten) s.gemeenten = o->gemeenten;
    return s;
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0755) && errno != EEXIST) die("%s: cannot be made: %s", path, strerror(errno));
}

int main(int argc, char **argv)
{
    Options o = {.shape = "country", .times = 1, .seed = 1};
    const char *problem = parse(argc, argv, &o);
    if (problem) return usage(problem);
    if (o.list) return list();
    const Shape *shape = shape_named(o.shape);
    if (!shape) return usage("no such shape; --list names them");
    char data[4096];
    World w = {.shape = sized(shape, &o),
               .seed = o.seed,
               .shuffled = o.shuffled,
               .addresses = o.addresses,
               .folder = data};
    if (o.addresses && has(&w, MERGERS)) return usage("no addresses with mergers");
    if (w.shape.contracts > w.shape.scholen) return usage("more contracts than scholen");
    if (snprintf(data, sizeof data, "%s/data", o.folder) >= (int)sizeof data)
        return usage("the path is too long");
    make_folder(o.folder);
    make_folder(data);
    world_make(&w);
    parties_write(&w);
    money_write(&w);
    figures_write(&w);
    pupils_write(&w);
    ini_write(&w, o.folder);
    world_free(&w);
    return 0;
}
