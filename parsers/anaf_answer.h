/* What ANAF's e-Factura service answers, read by the body first: failures come with status 200, an empty list as an
 * error, a firewall's page where an archive should be. Each reader takes any bytes and any status, never fails, and
 * always says a class. status 0: no whole answer came. Pure; spans live in the arena.
 * Sources: ANAF's descriptions of upload, stareMesaj, listaMesaje, descarcare and limiteApeluriAPI; what
 * production says otherwise stands in VIOLATIONS.md. */
#ifndef PLIC_ANAF_ANSWER_H
#define PLIC_ANAF_ANSWER_H

#include "arena.h"
#include "day.h"

#define ANAF_ANSWER_MAX  (4u << 20)  /* bytes of an answer that is no archive */
#define ANAF_ARCHIVE_MAX (32u << 20) /* of an archive, and of what it unpacks to */

enum anaf_class {
	ANAF_FINE,    /* what was asked for is in the answer */
	ANAF_NONE,    /* a list without messages, which is no error */
	ANAF_REFUSED, /* no to this question, now and later: faults has ANAF's words */
	ANAF_TOKEN,   /* 401: the access token is not taken; a fresh one may be */
	ANAF_NO_RIGHT, /* 403, "Nu aveti drept in SPV": a person must enrol the certificate or the tax code */
	ANAF_QUOTA, /* too many calls, in a minute (429) or in a day */
	ANAF_GONE, /* a download that will never be there (again): unknown, or 60 days have passed */
	ANAF_DOWN /* nothing is known: no answer, 5xx, an empty one, a web page, a technical error */
};
const char *anaf_class_name(enum anaf_class c); /* "fine", "none", ... */

/* One of ANAF's messages about a document or a question. */
struct anaf_fault {
	struct span text; /* its words for people, without what only a program needs; never "" */
	struct span
		rule; /* "BR-RO-L020", "BR-CO-15", "ERRIdentif", "R6.1", "XSD"; "" = it names none */
	struct span place; /* where in the document, as ANAF says it (XPath); "" = it does not */
	struct span twin;  /* "a mai fost transmisa anterior cu index=N": that N; else "" */
};
struct anaf_faults {
	struct anaf_fault *at;
	size_t n, cap;
};
/* One message apart: `text` as it stands in errorMessage, `eroare` or a validator's message. */
struct anaf_fault anaf_fault_read(struct arena *a, struct span text);

/* POST upload, uploadb2c. */
struct anaf_upload_answer {
	enum anaf_class is;
	bool in_doubt; /* ANAF may have taken it (ANAF_DOWN only): look for it before it goes again. Without an
			    * answer (status 0) true as well: http_answer.maybe_taken knows better */
	struct span index; /* ANAF_FINE: index_incarcare, digits */
	int64_t at;        /* dateResponse as an instant; 0 = not said */
	struct anaf_faults faults;
};
void anaf_upload_read(struct arena *a, long status, struct span body,
		      struct anaf_upload_answer *ret);

/* GET stareMesaj. Only ANAF_FINE says anything of the document. */
enum anaf_state {
	ANAF_STATE_WORKING,  /* "in prelucrare" */
	ANAF_STATE_OK,       /* accepted and delivered; the archive holds invoice and seal */
	ANAF_STATE_NOK,      /* rejected; the archive holds the faults and a seal */
	ANAF_STATE_NOT_TAKEN /* "XML cu erori nepreluat de sistem": refused as it came, no archive */
};
struct anaf_state_answer {
	enum anaf_class is;
	enum anaf_state state;
	struct span download_id; /* OK, NOK: digits */
	struct anaf_faults faults;
};
void anaf_state_read(struct arena *a, long status, struct span body, struct anaf_state_answer *ret);

/* GET listaMesajePaginatieFactura, listaMesajeFactura. */
enum anaf_kind {
	ANAF_SENT,         /* FACTURA TRIMISA */
	ANAF_RECEIVED,     /* FACTURA PRIMITA */
	ANAF_ERRORS,       /* ERORI FACTURA */
	ANAF_BUYER_WROTE,  /* MESAJ CUMPARATOR PRIMIT */
	ANAF_BUYER_ANSWER, /* MESAJ CUMPARATOR TRANSMIS */
	ANAF_OTHER
};
struct anaf_message {
	struct span id; /* for the download; "" = the row has none: ask stareMesaj(index) for it */
	struct span index;  /* id_solicitare: the upload's index */
	struct span cif;    /* whose list it is */
	struct span seller; /* out of "detalii": digits, "" = not said */
	struct span buyer;
	struct span details; /* "detalii" as it stands */
	enum anaf_kind kind;
	int64_t created; /* data_creare, when it was indexed; 0 = not said */
};
struct anaf_messages {
	struct anaf_message *at;
	size_t n, cap;
};
struct anaf_list_answer {
	enum anaf_class is;
	struct anaf_messages messages; /* rows with neither id nor index are left out */
	int64_t page, pages, total;    /* 1, 1, n where the answer does not say */
	struct anaf_faults faults;
};
void anaf_list_read(struct arena *a, long status, struct span body, struct anaf_list_answer *ret);

/* GET descarcare: ANAF_FINE only when it is a whole archive with a document in it; one that is cut, spoiled or
 * empty is ANAF_DOWN (ask again), a JSON error other than quota, right or technical is ANAF_GONE. */
enum anaf_root { ANAF_ROOT_INVOICE, ANAF_ROOT_CREDIT_NOTE, ANAF_ROOT_ERRORS, ANAF_ROOT_MESSAGE };
struct anaf_archive_answer {
	enum anaf_class is;
	enum anaf_root root;
	struct span xml;  /* the document, as it stands in the archive */
	struct span seal; /* semnatura_{index}.xml: the ministry's detached signature; "" = none */
	struct span
		index; /* the upload's index: ERRORS and MESSAGE by their attribute, else by the name */
	struct span message; /* MESSAGE: the buyer's words */
	struct anaf_faults
		faults; /* ERRORS: why it was rejected, all of them; else why there is no archive */
};
void anaf_archive_read(struct arena *a, long status, struct span body,
		       struct anaf_archive_answer *ret);

/* The same without a look into what the archive holds, which others wrote: xml, seal, and index by the name; root,
 * message and the document's own faults stay unset. */
void anaf_archive_open(struct arena *a, long status, struct span body,
		       struct anaf_archive_answer *ret);

/* POST transformare: the picture of an invoice, PDF, also where it comes as base64; "" when it is none. */
struct span anaf_picture_read(struct arena *a, long status, struct span body);

#endif
