/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-hide.h"

G_BEGIN_DECLS

/* Disclosure control (domain.md 7): tables of counts in, the same tables with
 * small numbers protected out.
 *
 * A cell is its measure, its period and the category of each dimension that is
 * not a total; so a district's total stands in every table that has districts,
 * and is the same cell in all of them.  Pure; one thread at a time. */

/* What a profile asks for (a row of data/rules/disclosure.xml); 0 is nothing. */
typedef struct
{
  gint32   threshold;            /* counts from 1 to this are hidden */
  gint32   rounding;             /* the others go to the nearest multiple */
  gboolean has_secondary;
  gint32   least_denominator;    /* rates of fewer are hidden */
  gint32   least_group;          /* all or none of fewer, where that is sensitive */
  gint32   most_at_provider;     /* of a provider with no more on roll, roll and places alone */
} WayDisclosureProfile;

/* A dimension of a table: one name and its codes mean the same in every table. */
typedef struct
{
  const char        *name;
  const char *const *codes;
  guint              n;
  gboolean           has_total;
  gboolean           is_loose;       /* a child may be in several categories */
  gboolean           is_sensitive;   /* what it says of a child is */
  const gint32      *on_roll;        /* by code, where the codes are providers and the
                                        measure is neither roll nor places; or NULL */
} WayDisclosureDimension;

#define WAY_DISCLOSURE_MOST_DIMENSIONS 4

/* The last dimension runs fastest; along each its codes, then its total. */
typedef struct
{
  const char                   *measure;
  const char                   *period;
  const WayDisclosureDimension *dimensions;
  guint                         n_dimensions;
} WayDisclosureShape;

/* How many cells a table of the shape has. */
guint            way_disclosure_n_cells    (const WayDisclosureShape  *shape);

/* The category of a cell along a dimension: its codes' number n is the total. */
guint            way_disclosure_category   (const WayDisclosureShape  *shape,
                                            guint                      cell,
                                            guint                      dimension);

/* Not collected: no count at all. */
#define WAY_DISCLOSURE_MISSING G_MININT32

/* What stands in place of a number (DfE analysts' guide). */
typedef enum
{
  WAY_SYMBOL_NUMBER,
  WAY_SYMBOL_CONFIDENTIAL,      /* c */
  WAY_SYMBOL_UNAVAILABLE,       /* x */
  WAY_SYMBOL_NOT_APPLICABLE,    /* z */
  WAY_SYMBOL_LOW,               /* low: rounds to 0 but is not 0 */
  WAY_SYMBOL_UNRELIABLE,        /* u */
} WaySymbol;

/* NULL for a number. */
const char      *way_symbol_text           (WaySymbol                  self);
gboolean         way_symbol_from_text      (const char                *text,
                                            WaySymbol                 *self);

/* Why something is hidden. */
typedef enum
{
  WAY_WHY_NOT,
  WAY_WHY_SMALL,                /* rule 1 */
  WAY_WHY_PARTS,                /* rule 3: made of what is hidden */
  WAY_WHY_DENOMINATOR,          /* rule 3: a rate of few */
  WAY_WHY_GROUP,                /* rule 4: all or none of a small group */
  WAY_WHY_OTHERS,               /* rule 5: others could be worked out from it */
  WAY_WHY_PROVIDER,             /* rule 8: few at the provider */
  WAY_N_WHYS
} WayWhy;

typedef struct
{
  WaySymbol symbol;
  gint32    value;              /* of a number, as it is published */
  WayWhy    why;
} WayFigure;

/* A table as it was published, and under which rule. */
typedef struct
{
  guint                     release;     /* number of the release that has it */
  const WayDisclosureShape *shape;
  const WayFigure          *figures;
  WayHideRule               rule;
  gboolean                  is_target;   /* its hidden cells are to be protected */
} WayPublishedTable;

typedef struct _WayDisclosure WayDisclosure;

WayDisclosure   *way_disclosure_new        (const WayDisclosureProfile *profile);
void             way_disclosure_free       (WayDisclosure              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDisclosure, way_disclosure_free)

/* Adds a table, one count a cell; gives its number.  The shape is borrowed until
 * the run.  Where the same cell has two counts, the run says so. */
guint            way_disclosure_add        (WayDisclosure              *self,
                                            const WayDisclosureShape   *shape,
                                            const gint32               *counts);

/* A table of an earlier release, which whoever reads this one may have; what it
 * hid must stay hidden where its hidden cells are targets.  Borrowed until the
 * run. */
void             way_disclosure_add_earlier (WayDisclosure             *self,
                                             const WayPublishedTable   *table);

/* Hides, after all tables were added, what a table for others hides and no
 * earlier one shows: who has both then learns nothing of it from this one. */
void             way_disclosure_hide_with  (WayDisclosure              *self,
                                            const WayPublishedTable    *table);

typedef enum
{
  WAY_DISCLOSURE_PROTECTED,
  WAY_DISCLOSURE_EXPOSED,       /* the cell can be worked out whatever is hidden */
  WAY_DISCLOSURE_TOGETHER,      /* the cell could be worked out with the release */
  WAY_DISCLOSURE_DIFFERENCE,    /* less what the release said, the cell is 1 to T */
  WAY_DISCLOSURE_CONTRADICTION, /* tables that do not fit each other */
  WAY_DISCLOSURE_GAVE_UP,       /* too large to be sure */
} WayDisclosureResult;

/* Which cell it is about, in words for a message: "on_roll, 2026-01-15:
 * district Burnley, phase secondary". */
typedef struct
{
  char  *cell;
  guint  release;           /* of WAY_DISCLOSURE_TOGETHER and _DIFFERENCE */
} WayDisclosureProblem;

void                way_disclosure_problem_clear (WayDisclosureProblem *self);

/* Protects all tables together, then attacks what came of it with all that was
 * published before.  *problem is set where the result is not
 * WAY_DISCLOSURE_PROTECTED; clear it. */
WayDisclosureResult way_disclosure_run     (WayDisclosure              *self,
                                            WayDisclosureProblem       *problem);

/* After the run: the figures of a table, as many as its cells; lent. */
const WayFigure    *way_disclosure_figures (const WayDisclosure        *self,
                                            guint                       table);

/* A part by hundred (or thousand…) of a whole, in 10^decimals-ths: halves away
 * from zero, reckoned from what is published, so that it tells no more.  c
 * where a part of it is hidden, of too few, or all or none of a small group
 * where that is sensitive; z of nothing; low where it is not 0 but would be
 * shown so.  The counts are the true ones. */
WayFigure           way_disclosure_rate    (const WayDisclosureProfile *profile,
                                            const WayFigure            *part,
                                            gint32                      part_count,
                                            const WayFigure            *whole,
                                            gint32                      whole_count,
                                            gint32                      by,
                                            guint                       decimals,
                                            gboolean                    is_sensitive);

/* A difference of two figures, under the same rule. */
WayFigure           way_disclosure_less    (const WayFigure            *a,
                                            const WayFigure            *b);

/* Whether a hidden cell of the table may be a 0. */
gboolean            way_disclosure_hides_none (const WayDisclosureShape *shape);

/* What a published figure tells of its count. */
WayRange            way_disclosure_known   (const WayFigure            *figure,
                                            const WayHideRule          *rule,
                                            gboolean                    hides_none);

/* Whether what two releases tell of a cell shows a change of 1 to the
 * threshold. */
gboolean            way_disclosure_is_difference (const WayRange       *before,
                                                  const WayRange       *after,
                                                  gint32                threshold);

/* The part of the profile that the attacker knows. */
WayHideRule         way_disclosure_rule    (const WayDisclosureProfile *profile);

G_END_DECLS
