/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Code sets: the dated reference data of data/codes, data/rules and data/letters.
 *
 * All are read once, on first use, and never change: what these functions hand
 * out lives as long as the program and may be used from any thread.  Texts are
 * English and marked for translation; callers in src/app and src/ctl translate
 * them.  A code that ended stays, so that old records still say what they are.
 *
 * One id may have several rows with different dates (an authority that took a
 * new GSS code).  Where no day is asked for, the row that began last speaks. */
typedef struct
{
  const char        *id;              /* as the source spells it */
  const char        *label;           /* msgid */
  const char        *label_in_school; /* msgid: the same as a school says it; label if not given */
  const char        *note;            /* msgid; NULL means none */
  const char        *source;          /* law, guidance or document that it is from */
  GDate              from;            /* first day; not set means always */
  GDate              to;              /* last day; not set means still */
  gboolean           active;          /* FALSE: kept for old records, no longer offered */
  guint              order;           /* place in the set, from 0 */
  const char *const *attributes;      /* name, value, name, value, NULL */
} WayCode;

gboolean           way_codes_has_set   (const char   *set);

/* Names of all sets, in the order of their files; NULL-terminated, owned by the
 * library. */
const char *const *way_codes_sets      (void);

/* The set's title (msgid), and whether its labels are for translating: names of
 * authorities are not.  NULL and FALSE where there is no such set. */
const char        *way_codes_title     (const char   *set);
gboolean           way_codes_is_translatable (const char *set);

/* The code, or NULL where the set does not have it.  No such set is a
 * programmer's mistake, here and below. */
const WayCode     *way_codes_lookup    (const char   *set,
                                        const char   *id);

/* Whether the set has the code, ended ones included. */
gboolean           way_codes_has       (const char   *set,
                                        const char   *id);

/* The row of the code that holds on a day, or NULL. */
const WayCode     *way_codes_lookup_on (const char   *set,
                                        const char   *id,
                                        const GDate  *on);

/* The label (msgid); the id itself where the set does not have the code, so
 * that a record from a newer copy can still be shown. */
const char        *way_codes_label     (const char   *set,
                                        const char   *id);

/* The codes that may be chosen on a day, in order; with no day, every row that
 * there is, the ended ones included.  Free the array with g_ptr_array_unref();
 * its elements are const WayCode *. */
GPtrArray         *way_codes_list      (const char   *set,
                                        const GDate  *on);

/* The value of an attribute, or NULL. */
const char        *way_code_get        (const WayCode *self,
                                        const char    *attribute);

/* Whether an attribute says "yes". */
gboolean           way_code_is         (const WayCode *self,
                                        const char    *attribute);

/* Whether the attribute's words, parted by spaces, hold this one. */
gboolean           way_code_allows     (const WayCode *self,
                                        const char    *attribute,
                                        const char    *word);

/* The attribute as a whole number, or fallback where there is none. */
int                way_code_get_int    (const WayCode *self,
                                        const char    *attribute,
                                        int            fallback);

/* Whether the row holds on the day and may be chosen. */
gboolean           way_code_is_current (const WayCode *self,
                                        const GDate   *on);

G_END_DECLS
