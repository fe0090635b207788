/* The words by which enums are kept in the database, in the order of the enums. */
#ifndef PLIC_NAMES_H
#define PLIC_NAMES_H

#include <stddef.h>

#define NAMES_DOC_STATE      7
#define NAMES_ADDRESS        3
#define NAMES_PAYMENT_STATE  3
#define NAMES_PAYMENT_KIND   4
#define NAMES_CYCLE          6
#define NAMES_QUESTION       9
#define NAMES_QUESTION_STATE 4
#define NAMES_FOLDER         5
#define NAMES_JOURNAL        4
#define NAMES_EFFECT         2
#define NAMES_SORT           4
#define NAMES_OUTBOX         6
#define NAMES_FILE           2
#define NAMES_PAY_LINK       6
#define NAMES_DOC_KIND       9
#define NAMES_FILING         7
#define NAMES_CHANNEL        2
#define NAMES_VERDICT        3

extern const char *const names_doc_kind[NAMES_DOC_KIND];
extern const char *const names_doc_state[NAMES_DOC_STATE];
extern const char *const names_address[NAMES_ADDRESS];
extern const char *const names_payment_state[NAMES_PAYMENT_STATE];
extern const char *const names_payment_kind[NAMES_PAYMENT_KIND];
extern const char *const names_cycle[NAMES_CYCLE];
extern const char *const names_question[NAMES_QUESTION];
extern const char *const names_question_state[NAMES_QUESTION_STATE];
extern const char *const names_folder[NAMES_FOLDER];
extern const char *const names_journal[NAMES_JOURNAL];
extern const char *const names_effect[NAMES_EFFECT];
extern const char *const names_sort[NAMES_SORT];
extern const char *const names_outbox[NAMES_OUTBOX];
extern const char *const names_file[NAMES_FILE];
extern const char *const names_filing[NAMES_FILING];
extern const char *const names_channel[NAMES_CHANNEL];
extern const char *const names_verdict[NAMES_VERDICT];

extern const char *const names_pay_link[NAMES_PAY_LINK];

/* For query_str and col_word. */
#define NAME_OF(table, e)  ((table)[(size_t)(e)])
#define COL_NAME(q, table) col_word((q), (table), ARRAY_LEN(table))

#endif
