/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-duties.h"
#include "way-statutory.h"

G_BEGIN_DECLS

/* The Section 19 register: every child of the area without suitable full-time
 * education, worked out from what is recorded, with what is being done. */
typedef struct
{
  WayId              pupil;
  char              *pupil_name;     /* forename and surname */
  char              *year;           /* of nc_year; may be NULL */
  const WayCode     *reason;         /* of s19_reason */
  gboolean           counted;        /* a school's own duty is shown, and not counted */
  GDate              since;          /* without education; not set: not known */
  GDate              known;          /* the council became aware; not set: not recorded */
  WayId              establishment;  /* the school, where there is one */
  char              *place_name;     /* may be NULL */
  const WayDutyFact *duty;           /* the clock; NULL: none runs.  Lent by the register */
  int                sessions;       /* half days of education a week, by placements */
  WayS19Case        *open_case;      /* what is being done; NULL: nothing recorded */
  char              *worker;         /* who sees to it; may be NULL */
} WayRegisterRow;

typedef struct
{
  GPtrArray *rows;       /* WayRegisterRow *: most late first, then longest without */
  guint      n_counted;
  GPtrArray *duties;     /* WayDutyFact * */
} WayRegister;

/* Lives no longer than the facts.  duties are those of the day and everybody,
 * where they are at hand; NULL: they are listed. */
WayRegister *way_register_load (WayFacts     *facts,
                                GPtrArray    *duties,
                                const GDate  *today,
                                GError      **error);
void         way_register_free (WayRegister  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRegister, way_register_free)

/* A case as it would be opened for a row, or a copy of the open one.  Free with
 * way_s19_case_free(). */
WayS19Case  *way_register_start_case (const WayRegisterRow *row,
                                      const GDate          *today);

/* Writes down what was considered, decided and is being done: opens the case or
 * changes it, in one edit.  WAY_SERVICE_ERROR_DATE for a day to come or out of
 * order, naming the field. */
gboolean     way_register_record     (WayAct            *act,
                                      const WayS19Case  *record,
                                      GError           **error);

/* Ends it: the child is on the register no longer on its account. */
gboolean     way_register_end        (WayAct            *act,
                                      const WayId       *id,
                                      const GDate       *day,
                                      const char        *reason,
                                      GError           **error);

G_END_DECLS
