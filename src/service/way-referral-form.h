/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-drafts.h"
#include "way-duties.h"
#include "way-referral-flow.h"
#include "way-referral-rows.h"

G_BEGIN_DECLS

/* A referral while it is written: the referral itself, and what the form says of
 * the child.  Nothing is recorded before way_referral_form_save(); until then it
 * is kept as a draft, which is no edit.
 *
 * A part is a copy of the record in the file, or a new one.  The form changes the
 * parts' records as it likes. */
typedef enum
{
  WAY_REFERRAL_PART_REFERRAL,
  WAY_REFERRAL_PART_PUPIL,
  WAY_REFERRAL_PART_ENROLMENT,   /* the school that keeps the child on its roll */
  WAY_REFERRAL_PART_NEED,        /* the primary need */
  WAY_REFERRAL_PART_EXCLUSION,   /* what led here */
} WayReferralPart;
#define WAY_N_REFERRAL_PARTS (WAY_REFERRAL_PART_EXCLUSION + 1)

typedef struct _WayReferralForm WayReferralForm;

/* A new referral; its id is set, so that a draft can be kept under it. */
WayReferralForm   *way_referral_form_new          (void);

/* A referral of the file, with the child's records as they are today. */
WayReferralForm   *way_referral_form_load         (WayDb                 *db,
                                                   const WayId           *referral,
                                                   const GDate           *today,
                                                   GError               **error);
void               way_referral_form_free         (WayReferralForm       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReferralForm, way_referral_form_free)

const WayEntity   *way_referral_part_entity       (WayReferralPart        part);
gpointer           way_referral_form_get          (WayReferralForm       *self,
                                                   WayReferralPart        part);

/* Whether the part is in the file already, and whether anything is said in it
 * (what is not will not be recorded). */
gboolean           way_referral_form_is_stored    (const WayReferralForm *self,
                                                   WayReferralPart        part);
gboolean           way_referral_form_is_filled    (const WayReferralForm *self,
                                                   WayReferralPart        part);

/* --- Lists --- */

/* The rows of a list.  The form changes their records as it likes; what is said
 * in none is not recorded. */
guint              way_referral_form_n_rows       (const WayReferralForm *self,
                                                   WayReferralList        list);
gpointer           way_referral_form_get_row      (WayReferralForm       *self,
                                                   WayReferralList        list,
                                                   guint                  i);
gboolean           way_referral_form_row_is_empty (const WayReferralForm *self,
                                                   WayReferralList        list,
                                                   guint                  i);

/* A new row at the end; its record. */
gpointer           way_referral_form_add_row      (WayReferralForm       *self,
                                                   WayReferralList        list);
void               way_referral_form_remove_row   (WayReferralForm       *self,
                                                   WayReferralList        list,
                                                   guint                  i);

/* Half days of suspension in this school year, what led here and all others, over
 * all schools. */
gint64             way_referral_form_suspended    (WayReferralForm       *self,
                                                   const GDate           *today);

/* --- Where the person is --- */

/* Section and field, as the form names them; kept with the draft.  field may be
 * NULL.  is_open: nobody has left the form since; a draft that is open was
 * interrupted. */
void               way_referral_form_set_place    (WayReferralForm       *self,
                                                   const char            *section,
                                                   const char            *field);
const char        *way_referral_form_get_section  (const WayReferralForm *self);
const char        *way_referral_form_get_field    (const WayReferralForm *self);
void               way_referral_form_set_open     (WayReferralForm       *self,
                                                   gboolean               is_open);

/* The referral whose form was interrupted last; FALSE where there is none. */
gboolean           way_referral_form_find_open    (WayDb                 *db,
                                                   WayId                 *referral);

/* --- The child --- */

/* Another child: one of the file, or with NULL one to be entered.  What the form
 * said of the child before is dropped.  A referral that names no referrer takes
 * the child's school. */
gboolean           way_referral_form_choose_pupil (WayReferralForm       *self,
                                                   WayDb                 *db,
                                                   const WayId           *pupil,
                                                   const GDate           *today,
                                                   GError               **error);

/* Whether a child was found, or begun to be entered. */
gboolean           way_referral_form_has_child    (const WayReferralForm *self);

/* What was typed into a field and is no value of it, kept with the draft so that
 * nothing typed is lost.  field is "referral.weeks"; NULL text forgets. */
void               way_referral_form_set_typed    (WayReferralForm       *self,
                                                   const char            *field,
                                                   const char            *text);
const char        *way_referral_form_get_typed    (const WayReferralForm *self,
                                                   const char            *field);

/* What differs from the file, as one text, and back.  Facts of the file that
 * changed meanwhile are taken as they are now.  WAY_SERVICE_ERROR_INVALID for a
 * text that is no draft. */
char              *way_referral_form_to_text      (const WayReferralForm *self);
WayReferralForm   *way_referral_form_from_text    (WayDb                 *db,
                                                   const char            *text,
                                                   const GDate           *today,
                                                   GError               **error);

/* Kept in the file under the referral's id, until it is sent or thrown away. */
gboolean           way_referral_form_keep         (const WayReferralForm *self,
                                                   WayDb                 *db,
                                                   GError               **error);

/* The form as it was left, or as the file has it; NULL id is a new one. */
WayReferralForm   *way_referral_form_open         (WayDb                 *db,
                                                   const WayId           *referral,
                                                   const GDate           *today,
                                                   GError               **error);
gboolean           way_referral_form_discard      (const WayReferralForm *self,
                                                   WayDb                 *db,
                                                   GError               **error);

/* How complete its sections are, as way_referral_missing() says of a referral of
 * the file.  A section that asks for the route is required while none is
 * chosen. */
GArray            *way_referral_form_sections     (WayReferralForm       *self,
                                                   WayDb                 *db,
                                                   const GDate           *today,
                                                   GError               **error);

/* What is wrong or doubtful about route and payers: WayRouteFinding. */
GArray            *way_referral_form_check        (WayReferralForm       *self,
                                                   WayDb                 *db,
                                                   const GDate           *today,
                                                   GError               **error);

/* By when education must be arranged, because of the exclusion that led here. */
typedef struct
{
  WayClock      *clock;      /* the day, and how it was counted; NULL: no time limit follows */
  WayDuty        duty;
} WayReferralLimit;

gboolean           way_referral_form_limit        (WayReferralForm       *self,
                                                   WayDb                 *db,
                                                   const GDate           *today,
                                                   WayReferralLimit      *limit,
                                                   GError               **error);
void               way_referral_limit_clear       (WayReferralLimit      *limit);

/* Writes all parts as one edit; the draft goes.  The referral is a draft of the
 * file then, or, if it was sent before, changed. */
gboolean           way_referral_form_save         (WayReferralForm       *self,
                                                   WayAct                *act,
                                                   GError               **error);

G_END_DECLS
