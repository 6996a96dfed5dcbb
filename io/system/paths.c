/* Names of files. In: paths as they are given; out: others made of them. */
#include "io/system/paths.h"

#include "io/system/sys.h"

/* Where the last name of a path begins. */
static size_t name_at(Text path)
{
    size_t at = path.length;
    while (at > 0 && path.at[at - 1] != '/')
        at--;
    return at;
}

Text path_folder(Text path)
{
    return text_slice(path, 0, name_at(path));
}

Text path_name(Text path)
{
    return text_slice(path, name_at(path), path.length);
}

Text path_below(Arena *arena, Text folder, Text name)
{
    if (name.length && name.at[0] == '/') return name;
    bool slash = !folder.length || folder.at[folder.length - 1] == '/';
    return JOIN(arena, folder, slash ? TEXT("") : TEXT("/"), name);
}

Text path_beside(Arena *arena, Text file, Text path)
{
    return path_below(arena, path_folder(file), path);
}

/* Whether `parent` is the folder above `folder`: not, when that is a symbolic link. */
static bool is_above(Arena *arena, Text parent, Text folder)
{
    Text above = sys_real_path(arena, text_zero_ended(arena, JOIN(arena, folder, TEXT("/.."))));
    if (!parent.length) parent = TEXT(".");
    return above.length &&
           text_equal(above, sys_real_path(arena, text_zero_ended(arena, parent)));
}

Text path_up_from(Arena *arena, Text folder, Text path)
{
    while (text_starts(path, TEXT("../"))) {
        while (folder.length > 1 && folder.at[folder.length - 1] == '/')
            folder.length--;
        Text name = path_name(folder), parent = path_folder(folder);
        if (!name.length || name.at[0] == '.' || !is_above(arena, parent, folder)) break;
        folder = parent;
        path = text_slice(path, 3, path.length);
    }
    return folder.length ? path_below(arena, folder, path) : path;
}

/* The real path of something that need not be there, though its folder does. */
static Text path_real(Arena *arena, Text path)
{
    Text whole = sys_real_path(arena, text_zero_ended(arena, path));
    if (whole.length) return whole;
    Text folder = path_folder(path);
    if (!folder.length) folder = TEXT(".");
    return path_below(arena, sys_real_path(arena, text_zero_ended(arena, folder)), path_name(path));
}

Text path_between(Arena *arena, Text from, Text to)
{
    Text base = path_real(arena, from), there = path_real(arena, to);
    size_t common = 0;
    if (base.length != 1) base = JOIN(arena, base, TEXT("/"));
    for (size_t i = 0; i < base.length && i < there.length && base.at[i] == there.at[i]; i++)
        if (base.at[i] == '/') common = i + 1;
    TextBuilder path = {.arena = arena};
    for (size_t i = common; i < base.length; i++)
        if (base.at[i] == '/') build_text(&path, TEXT("../"));
    build_text(&path, text_slice(there, common, there.length));
    return built(&path);
}
