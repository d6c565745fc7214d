/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a figure can be.  Zero, nothing to divide by, not collected and not
 * shown are four different things, and stay so wherever a figure goes.  The
 * signs are those of the DfE's guide for analysts.  Pure; any thread. */
typedef enum
{
  WAY_RESULT_NUMBER,           /* a number; zero is one */
  WAY_RESULT_NOT_APPLICABLE,   /* z: the denominator is zero, or the question has no sense */
  WAY_RESULT_NOT_COLLECTED,    /* x: nobody recorded what it is counted from */
  WAY_RESULT_SUPPRESSED,       /* c: too few to be shown */
  WAY_RESULT_LOW,              /* low: rounds to zero and is not */
  WAY_RESULT_UNRELIABLE,       /* u: published as too unsure to be used */
} WayResultKind;

/* How a figure is made of its numerator and denominator, which are whole
 * numbers of their last decimal. */
typedef struct
{
  gint64 scale;                /* 100 for per cent */
  guint  decimals;             /* of the value */
  guint  numerator_decimals;
  guint  denominator_decimals;
} WayResultForm;

/* The value is kept beside what it was made from, never alone. */
typedef struct
{
  WayResultKind kind;
  gboolean      has_numerator;
  gboolean      has_denominator;
  gint64        numerator;
  gint64        denominator;
  gint64        value;         /* of form.decimals; only of a number */
  guint         n;             /* what was counted */
  guint         n_left_out;    /* what could not be tested yet, or does not count */
} WayResult;

/* A result without a number. */
WayResult   way_result_of_kind     (WayResultKind        kind);

/* numerator over denominator, halves away from zero, worked out in whole
 * numbers; not applicable over zero. */
WayResult   way_result_ratio       (const WayResultForm *form,
                                    gint64               numerator,
                                    gint64               denominator);

/* A count, or another number that has no denominator; numerator has the
 * decimals of the value. */
WayResult   way_result_count       (gint64               numerator);

/* "z", "x", "c", "low", "u"; NULL for a number. */
const char *way_result_symbol      (WayResultKind        kind);

/* The kind of a sign as published: those above, and "k", ":" and "~" as they
 * are found in older files.  FALSE where it is none. */
gboolean    way_result_from_symbol (const char          *text,
                                    WayResultKind       *kind);

/* A whole number of its last decimal as text: 673 of one decimal is "67.3".
 * Free with g_free(). */
char       *way_result_decimal     (gint64               value,
                                    guint                decimals);

/* The value, or its sign.  Free with g_free(). */
char       *way_result_text        (const WayResult     *self,
                                    guint                decimals);

/* Reads "0.19" or "1,784" as a whole number of so many decimals, halves away
 * from zero.  FALSE for anything else. */
gboolean    way_result_parse       (const char          *text,
                                    guint                decimals,
                                    gint64              *value);

/* a over b, halves away from zero; b is not zero. */
gint64      way_result_divide      (gint64               a,
                                    gint64               b);

G_END_DECLS
