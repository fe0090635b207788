/* The bare floor's document: words and rectangles drawn with libharu, from a list made of plic's own PDF: a line "p" begins
 * a page, "t FONT SIZE X Y WORD" shows a word, "r X Y W H" fills. Fonts are the same two, loaded anew for each
 * document as libharu asks, and subset by it. */
#ifndef PLIC_FLOOR_PAGE_H
#define PLIC_FLOOR_PAGE_H

#include <stddef.h>

void floor_fail(const char *what) __attribute__((noreturn));
void floor_read_list(const char *path);
/* One document; attach: a file to embed, or NULL. The bytes stay until the next call. */
const void *floor_draw(const char *regular, const char *bold, const char *attach, size_t *size);

#endif
