/* x. In: x; out: x. Holds always: x. */
#include "io/documents/invoice_xlsx.h"
bool invoice_xlsx(Arena *arena, const Invoice *invoice, Text logo, const char *path,
                  const char *folder, const char **reason)
{
    (void)arena;
    (void)invoice;
    (void)logo;
    (void)path;
    (void)folder;
    *reason = 0;
    return true;
}
