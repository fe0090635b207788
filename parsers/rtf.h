/* Rich Text Format as Outlook sends it: unpacked (MS-OXRTFCP) and read as words, or turned back into the
 * HTML it was made from (MS-OXRTFEX). */
#ifndef PLIC_RTF_H
#define PLIC_RTF_H

#include "arena.h"
#include "base.h"

/* PR_RTF_COMPRESSED to RTF, at most max bytes; "" when it is none. */
struct span rtf_unpack(struct arena *a, struct span packed, size_t max);
/* RTF to UTF-8 text. *html: the text is HTML. Pictures, tables of fonts, hidden text are left out. */
struct span rtf_text(struct arena *a, struct span rtf, bool *html);

#endif
