/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-duties.h"
#include "way-seals-sql.h"

G_BEGIN_DECLS

/* How duties are searched for.  Each file way-duties-*.c reads the records of
 * one kind and keeps the duties that follow from them. */

typedef struct
{
  WayFacts    *facts;
  WayDb       *db;
  GDate        today;
  GDate        since;
  WayId        pupil;      /* none: everybody */
  GHashTable  *acts;       /* key -> GPtrArray of WayDutyAct * */
  GPtrArray   *found;
  GHashTable  *reviews;    /* way-duty-answers.h; while placements are searched */
} WayDutySearch;

/* The first columns of every search: who it is about and where.  CROSS JOIN
 * keeps SQLite from beginning with the children or the schools: the file has no
 * statistics to tell it that few of the first table's rows are wanted; a plus
 * keeps it from an index that would not help. */
#define WAY_DUTY_WHO_COLUMNS                                                    \
  "pupil.id, " WAY_PUPIL_NAME_SQL ", pupil.year, pupil.birth, establishment.id"
#define WAY_DUTY_N_WHO_COLUMNS 5
#define WAY_DUTY_ONE_PUPIL                                                      \
  " AND (:pupil IS NULL OR pupil.id = :pupil"                                   \
  "      OR pupil.id IN (SELECT pupil FROM pupil_kept WHERE kept = :pupil))"         \
  " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")

WayStmt     *way_duty_search_prepare  (WayDutySearch        *self,
                                       const char           *sql,
                                       GError              **error);

/* A new fact of a rule about the child of a row.  Its days are those of the
 * row's establishment. */
WayDutyFact *way_duty_search_read_who (WayDutySearch        *self,
                                       WayStmt              *stmt,
                                       const char           *rule,
                                       GError              **error);

/* Says which record started the clock: the field of an act that names it. */
void         way_duty_fact_start      (WayDutyFact          *fact,
                                       const char           *field,
                                       const WayId          *subject);

/* Adds an event to those that the clock runs on. */
void         way_duty_fact_add_event  (WayDutyFact          *fact,
                                       const char           *kind,
                                       const GDate          *day);

/* What was done about the duty of a rule that a record started; NULL: nothing. */
GPtrArray   *way_duty_search_acts     (WayDutySearch        *self,
                                       const char           *rule,
                                       const WayId          *subject);

/* Keeps a fact that still matters; the others are freed. */
void         way_duty_search_keep     (WayDutySearch        *self,
                                       WayDutyFact          *fact);

/* Runs the fact's rule and takes over its row, its day and who must act; frees
 * a fact that the rule does not ask for, or keeps it.  FALSE on error. */
gboolean     way_duty_search_run      (WayDutySearch        *self,
                                       WayDutyFact          *fact,
                                       const WayClockFacts  *facts,
                                       GError              **error);

/* The last day of compulsory school age (C16) of who was born on a day; not set where
 * it is too far to matter or no birth is known. */
gboolean     way_duty_search_find_leaving (WayDutySearch        *self,
                                           const WaySchoolDays  *days,
                                           const GDate          *birth,
                                           GDate                *last,
                                           GError              **error);

/* A duty ends when the child leaves compulsory school age. */
gboolean     way_duty_search_end_at_leaving_age (WayDutySearch  *self,
                                                 WayDutyFact    *fact,
                                                 const GDate    *birth,
                                                 GError        **error);

/* Whether a day lies no longer back than the row of work_rule says. */
gboolean     way_duty_search_looks_back (WayDutySearch      *self,
                                         const char         *rule,
                                         const GDate        *day);

/* The earlier of two days, of which either may be missing. */
GDate        way_duty_earlier         (GDate                 a,
                                       GDate                 b);

/* The files' searches. */
gboolean     way_duty_search_exclusions (WayDutySearch *self, GError **error);
gboolean     way_duty_search_governors  (WayDutySearch *self, GError **error);
gboolean     way_duty_search_absences   (WayDutySearch *self, GError **error);
gboolean     way_duty_search_fair_access (WayDutySearch *self, GError **error);
gboolean     way_duty_search_placements (WayDutySearch *self, GError **error);

/* Only those about which somebody did something (duty_act). */
gboolean     way_duty_search_acted_placements (WayDutySearch *self, GError **error);
gboolean     way_duty_search_acted_fair_access (WayDutySearch *self, GError **error);

/* C24: the last day of a stay of so many weeks, and the day to decide what comes
 * next. */
void         way_duty_stay_days       (const WaySchoolDays  *days,
                                       const GDate          *start,
                                       guint                 weeks,
                                       gboolean              school,
                                       GDate                *end,
                                       GDate                *decide);

G_END_DECLS
