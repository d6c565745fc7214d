/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-facts.h"
#include "way-indicator.h"

G_BEGIN_DECLS

/* The library of indicators (data/rules/indicators.xml), counted from a file: on
 * a day or over a period, by any dimension that a row allows, over time, and
 * opened down to the records behind a figure. */

/* --- Rows of the library --- */

/* Whether a row may be parted by a dimension. */
gboolean     way_indicators_allows     (const WayCode  *row,
                                        WayIndicatorBy  by);

/* The words of numerator and denominator (msgids); NULL where it has none. */
const char  *way_indicators_numerator  (const WayCode  *row);
const char  *way_indicators_denominator (const WayCode *row);

/* The decimals of its values. */
guint        way_indicators_decimals   (const WayCode  *row);

/* The unit (code of indicator_unit) of the whole, or of a group. */
const char  *way_indicators_unit       (const WayCode  *row,
                                        gboolean        is_whole);

/* The period of a row that a day falls in, up to that day: the day itself, or the
 * term, school year, financial year or month so far. */
gboolean     way_indicators_period     (WayFacts       *facts,
                                        const WayCode  *row,
                                        const GDate    *on,
                                        GDate          *from,
                                        GDate          *to,
                                        GError        **error);

/* The whole of that period, beyond the day where it goes on. */
gboolean     way_indicators_whole_period (WayFacts     *facts,
                                          const WayCode *row,
                                          const GDate  *on,
                                          GDate        *from,
                                          GDate        *to,
                                          GError      **error);

/* Whether a row can be counted for the last day of a book alone: what holds on a
 * day and is worked out by another service. */
gboolean     way_indicators_is_of_one_day (const WayCode *row);

/* --- Counting --- */

/* What a file says, read once for several questions. */
typedef struct _WayIndicatorBook WayIndicatorBook;

/* For these rows, between two days; what holds on a day only (the register, what
 * is paid twice, who must register) is that of to.  today bounds what can have
 * been recorded. */
WayIndicatorBook *way_indicator_book_new  (WayFacts            *facts,
                                           GPtrArray           *rows,
                                           const GDate         *from,
                                           const GDate         *to,
                                           const GDate         *today,
                                           GError             **error);
void              way_indicator_book_free (WayIndicatorBook    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIndicatorBook, way_indicator_book_free)

const WayIndicatorFacts *way_indicator_book_facts (WayIndicatorBook *self);

/* The row counted from one day to another, both included; a row about a day by
 * the last.  Groups come in the order of their codes, or by name, what is not
 * said last; they live no longer than the book. */
WayIndicatorTable *way_indicator_book_count (WayIndicatorBook  *self,
                                             const WayCode     *row,
                                             const GDate       *from,
                                             const GDate       *to,
                                             WayIndicatorBy     by);

/* What must be known about a result to read it, in translated words: that a
 * group is made otherwise than the whole, why it is no number, what was left out,
 * that the denominator is small.  Free with g_free(); NULL: nothing. */
char              *way_indicators_note      (const WayCode     *row,
                                             const WayResult   *result,
                                             gboolean           is_whole);

/* --- The list behind a figure --- */

/* The entity of a case's records. */
const char        *way_indicators_entity    (WayCaseKind        kind);

/* --- What it is compared with --- */

typedef enum
{
  WAY_AIM_NONE,
  WAY_AIM_AT_LEAST,
  WAY_AIM_AT_MOST,
  WAY_AIM_BAND,
} WayAimKind;

typedef struct
{
  WayAimKind kind;
  gint64     low;              /* of the row's decimals */
  gint64     high;
} WayAim;

/* The target of a day: the authority's own, else the library's. */
gboolean           way_indicators_aim       (WayDb             *db,
                                             const WayCode     *row,
                                             const GDate       *on,
                                             WayAim            *aim,
                                             GError           **error);

/* Whether a result reaches it; TRUE where there is none, or no number. */
gboolean           way_indicators_is_met    (const WayAim      *aim,
                                             const WayResult   *result);

G_END_DECLS
