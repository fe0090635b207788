/* Start-up's memory given back: see reader_trim.c. */
#ifndef PLIC_READER_TRIM_H
#define PLIC_READER_TRIM_H

/* Drop clean pages of mapped files; they come back when touched. Needs /proc; without it, nothing. */
void reader_trim(void);

#endif
