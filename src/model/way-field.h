/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-date.h"
#include "way-id.h"

G_BEGIN_DECLS

/* One description of every field.
 *
 * Beside each plain struct of a domain thing stands one static table of
 * WayField, and one WayEntity that names the table.  From these derive copy,
 * compare, storing, the journal, CSV, lists, forms, history and what each
 * copy may hold: to add a field is to add a member, a row of the table, a
 * migration and a row in a .ui file. */

#define WAY_MODEL_ERROR (way_model_error_quark ())
GQuark way_model_error_quark (void);

typedef enum
{
  WAY_MODEL_ERROR_MISSING,        /* a required field is empty */
  WAY_MODEL_ERROR_INVALID,        /* not of the field's kind or form */
  WAY_MODEL_ERROR_RANGE,          /* too long, too small, too large */
  WAY_MODEL_ERROR_CODE,           /* not a code of the field's set */
  WAY_MODEL_ERROR_CONTRADICTION,  /* two fields that cannot both be so */
  WAY_MODEL_ERROR_UNKNOWN,        /* no such entity or field */
} WayModelError;

/* What a member of the struct is. */
typedef enum
{
  WAY_KIND_ID,         /* WayId: the record itself; always the first member */
  WAY_KIND_REFERENCE,  /* WayId: a record of the entity named by `set` */
  WAY_KIND_TEXT,       /* char *, one line, owned; NULL is none */
  WAY_KIND_LONG_TEXT,  /* char *, many lines, owned; NULL is none */
  WAY_KIND_CODE,       /* char *, a code of the set named by `set`; NULL is none */
  WAY_KIND_CODES,      /* char *, codes of `set` joined by '|', none twice; NULL is none */
  WAY_KIND_DATE,       /* GDate; not valid is none */
  WAY_KIND_INTEGER,    /* gint64; WAY_INTEGER_NONE is none */
  WAY_KIND_MONEY,      /* gint64 pence; WAY_INTEGER_NONE is none */
  WAY_KIND_BOOLEAN,    /* gint64: 0 no, 1 yes, WAY_INTEGER_NONE not said */
} WayFieldKind;

#define WAY_INTEGER_NONE G_MININT64

/* How sensitive a field is.  The journal cuts an edit's body into one part for
 * each class, so that a copy can hold an edit without the parts it may not
 * have.  The numbers stand in files: never change or reuse one. */
typedef enum
{
  WAY_CLASS_OPEN     = 1,  /* the directory: what anybody may know */
  WAY_CLASS_INTERNAL = 2,  /* the council's own working notes */
  WAY_CLASS_PUPIL    = 3,  /* who the child is */
  WAY_CLASS_CASE     = 4,  /* what happens at school */
  WAY_CLASS_SPECIAL  = 5,  /* health, needs, ethnicity, safeguarding, risk */
  WAY_CLASS_MONEY    = 6,  /* who pays what */
  WAY_CLASS_SITE     = 7,  /* what a visitor must know: who is here, in which year, when */
} WayClass;
#define WAY_CLASS_LAST WAY_CLASS_SITE

/* Which copies of the program may hold a field (exchange.md 5). */
typedef enum
{
  WAY_COPY_OFFICE     = 1 << 0,
  WAY_COPY_SCHOOL     = 1 << 1,
  WAY_COPY_OFFICER    = 1 << 2,
  WAY_COPY_GOVERNANCE = 1 << 3,
} WayCopies;

#define WAY_COPIES_ALL \
  (WAY_COPY_OFFICE | WAY_COPY_SCHOOL | WAY_COPY_OFFICER | WAY_COPY_GOVERNANCE)
#define WAY_COPIES_STAFF (WAY_COPY_OFFICE | WAY_COPY_SCHOOL | WAY_COPY_OFFICER)
#define WAY_COPIES_CASE (WAY_COPY_OFFICE | WAY_COPY_SCHOOL)

typedef enum
{
  WAY_FIELD_REQUIRED = 1 << 0,  /* a local write without it is refused */
  WAY_FIELD_TITLE    = 1 << 1,  /* part of what the record is called, in table order */
  WAY_FIELD_SEARCH   = 1 << 2,  /* looked in by a search of its list */
  WAY_FIELD_DERIVED  = 1 << 3,  /* read from the entity's view, never written */
  WAY_FIELD_LIST     = 1 << 4,  /* stands in the plain list of its entity */
  WAY_FIELD_KEY      = 1 << 5,  /* no two records share it: files name a record by it */
  WAY_FIELD_ADDRESS  = 1 << 6,  /* where somebody lives: left out where that is hidden */
  WAY_FIELD_HARMLESS = 1 << 7,  /* conflicts of it may be settled by rule: see
                                   way_field_is_harmless() */
} WayFieldFlags;

/* Checks one text that is not empty; sets *error with a sentence fit to stand
 * under the field. */
typedef gboolean (*WayFieldCheck) (const char  *text,
                                   GError     **error);

typedef struct
{
  guint16        number;     /* permanent within the entity, never reused */
  WayFieldKind   kind;
  guint16        offset;     /* of the member in the struct */
  const char    *name;       /* column, CSV heading, journal, command line */
  const char    *label;      /* msgid */
  const char    *set;        /* code set, or entity referred to */
  guint          flags;      /* WayFieldFlags */
  gint64         low;        /* least number; for texts unused */
  gint64         high;       /* greatest number; for texts most characters */
  WayFieldCheck  check;      /* texts only; may be NULL */
  WayClass       sensitivity;
  guint          copies;     /* WayCopies */
  const char    *initial;    /* machine text that a new record starts with, or NULL */
  const char    *hint;       /* msgid: one plain line for a form, or NULL */
} WayField;

/* A value of any kind: what the database, the journal and lists hold. */
typedef enum
{
  WAY_VALUE_NONE,
  WAY_VALUE_INTEGER,   /* numbers, money, booleans; dates as Julian days */
  WAY_VALUE_TEXT,
  WAY_VALUE_ID,
} WayValueType;

typedef struct
{
  WayValueType type;
  gint64       integer;
  const char  *text;       /* lent: lives as long as what it was read from */
  WayId        id;
} WayValue;

gboolean way_value_equal        (const WayValue *a,
                                 const WayValue *b);

/* The member as a value; text is lent by the record. */
WayValue way_field_get          (const WayField *self,
                                 gconstpointer   record);

/* Sets the member from a value of the field's type; a value of another type
 * sets none.  Text is copied. */
void     way_field_set          (const WayField *self,
                                 gpointer        record,
                                 const WayValue *value);

/* Which type of value the field holds. */
WayValueType way_field_value_type (const WayField *self);

/* A value as the machine writes it (CSV, command line, history): ISO dates,
 * pounds with pence, yes/no, ids as UUID, codes as codes; "" for none.  Free
 * with g_free(). */
char    *way_field_value_to_text (const WayField *self,
                                  const WayValue *value);

/* The same of a record's member. */
char    *way_field_to_text      (const WayField *self,
                                 gconstpointer   record);

/* Reads what way_field_value_to_text() writes, and what people write for the
 * same (yes/no/true/false/1/0, £, spaces around), checks it as
 * way_field_check_value() does and sets the member.  "" and NULL set none.  On
 * error nothing is changed; the message names the field.  WAY_MODEL_ERROR. */
gboolean way_field_from_text    (const WayField *self,
                                 gpointer        record,
                                 const char     *text,
                                 GError        **error);

/* Whether the member's value may stand: its bounds, its code set, its check.
 * Not whether it is required.  WAY_MODEL_ERROR. */
gboolean way_field_check        (const WayField *self,
                                 gconstpointer   record,
                                 GError        **error);

G_END_DECLS
