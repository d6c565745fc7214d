/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-form-rows.h"
#include "way-visit-rule.h"

G_BEGIN_DECLS

/* A visit while it is written.  Until way_visit_form_save() or _sign() nothing is
 * recorded: what is typed is kept as a draft, which is no edit and outlives a crash.
 * The form changes the records as it likes. */
typedef enum
{
  WAY_VISIT_LIST_OFFICERS,
  WAY_VISIT_LIST_ANSWERS,
  WAY_VISIT_LIST_FINDINGS,
  WAY_VISIT_LIST_ACTIONS,    /* that this visit asks for */
  WAY_VISIT_LIST_EARLIER,    /* of earlier visits, open when this one began */
  WAY_VISIT_LIST_EVIDENCE,
  WAY_VISIT_LIST_PUPILS,
} WayVisitList;
#define WAY_N_VISIT_LISTS (WAY_VISIT_LIST_PUPILS + 1)

typedef struct _WayVisitForm WayVisitForm;

/* As it was left, or as the file has it.  WAY_SERVICE_ERROR_UNKNOWN where there is
 * no such visit, _STAGE where it is signed off or cancelled. */
WayVisitForm   *way_visit_form_open        (WayDb              *db,
                                            const WayId        *visit,
                                            const GDate        *today,
                                            GError            **error);
void            way_visit_form_free        (WayVisitForm       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayVisitForm, way_visit_form_free)

WayVisit       *way_visit_form_get         (WayVisitForm       *self);
const char     *way_visit_form_get_setting (WayVisitForm       *self);
gboolean        way_visit_form_is_school   (WayVisitForm       *self);
WayFormRows    *way_visit_form_list        (WayVisitForm       *self,
                                            WayVisitList        list);

/* The answer to a question; with add a new one where there is none, else NULL. */
WayVisitAnswer *way_visit_form_answer      (WayVisitForm       *self,
                                            const char         *question,
                                            gboolean            add);

/* A new action for a question, due as its severity says. */
WayAction      *way_visit_form_add_action  (WayVisitForm       *self,
                                            const char         *question,
                                            const GDate        *today);

/* What is asked, in the order of the form: const WayCode * of visit_question, owned
 * by the form. */
const GPtrArray *way_visit_form_questions  (WayVisitForm       *self);

/* --- Where the person is, and what was typed and is no value --- */

void            way_visit_form_set_section (WayVisitForm       *self,
                                            const char         *section);
const char     *way_visit_form_get_section (WayVisitForm       *self);
void            way_visit_form_set_typed   (WayVisitForm       *self,
                                            const char         *key,
                                            const char         *text);
const char     *way_visit_form_get_typed   (WayVisitForm       *self,
                                            const char         *key);

/* Whether anything is typed that is no value. */
gboolean        way_visit_form_has_typed   (WayVisitForm       *self);

/* Kept in the file until it is saved or thrown away. */
gboolean        way_visit_form_keep        (WayVisitForm       *self,
                                            WayDb              *db,
                                            GError            **error);
gboolean        way_visit_form_discard     (WayVisitForm       *self,
                                            WayDb              *db,
                                            GError            **error);

/* The visit whose form was left without being saved last; FALSE where there is
 * none. */
gboolean        way_visit_form_find_draft  (WayDb              *db,
                                            WayId              *visit);

/* --- Looked over --- */

/* As way_visit_sections(), _check() and _judge() say of what is in the form. */
GArray         *way_visit_form_sections    (WayVisitForm       *self,
                                            const GDate        *today);
GArray         *way_visit_form_check       (WayVisitForm       *self,
                                            const GDate        *today);
void            way_visit_form_judge       (WayVisitForm       *self,
                                            const GDate        *today,
                                            WayVisitJudgement  *judgement);

/* --- Recorded --- */

/* Writes all in one edit; the draft goes. */
gboolean        way_visit_form_save        (WayVisitForm       *self,
                                            WayAct             *act,
                                            GError            **error);

/* The same, and both have signed: from now on only addenda.  A judgement that lets
 * no child be placed, or a critical check that failed, holds new placements.
 * WAY_SERVICE_ERROR_INCOMPLETE with the first fault of way_visit_form_check(). */
gboolean        way_visit_form_sign        (WayVisitForm       *self,
                                            WayAct             *act,
                                            const char         *officer,
                                            const char         *provider,
                                            const char         *provider_role,
                                            GError            **error);

G_END_DECLS
