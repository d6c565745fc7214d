/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of strategies, what they state, and their actions. */

#include "way-strategy.h"

#include "way-codes.h"
#include "way-describe-private.h"

#define RECORD WayStrategy
static const WayField fields_of_way_strategy_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .high = 200, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (3, LONG_TEXT, vision, N_("Vision"), OPEN, .high = 2000),
  FIELD (4, DATE, from, N_("From"), OPEN, .flags = REQUIRED | LIST),
  FIELD (5, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (6, CODE, shipped, N_("Began as"), OPEN, .set = "shipped_strategy"),
  FIELD (7, TEXT, source, N_("Source"), OPEN, .high = 300),
};

static gboolean
check_strategy (gconstpointer   record,
                GError        **error)
{
  const WayStrategy *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_strategy_entity, 140, "strategy", N_("strategy"), N_("Strategies"),
        .check = check_strategy);
WAY_DEFINE_RECORD (WayStrategy, way_strategy)
#undef RECORD

#define RECORD WayStatement
static const WayField fields_of_way_statement_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, strategy, N_("Strategy"), OPEN, .set = "strategy",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Kind"), OPEN, .set = "statement_kind", .initial = "priority",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, INTEGER, number, N_("Number"), OPEN, .low = 1, .high = 999, .flags = TITLE | LIST),
  FIELD (5, TEXT, wording, N_("Wording"), OPEN, .high = 500,
         .flags = REQUIRED | TITLE | SEARCH | LIST),
};

ENTITY (way_statement_entity, 141, "statement", N_("statement"), N_("Statements"));
WAY_DEFINE_RECORD (WayStatement, way_statement)
#undef RECORD

#define RECORD WayStrategyAction
static const WayField fields_of_way_strategy_action_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, strategy, N_("Strategy"), OPEN, .set = "strategy",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, statement, N_("Serves"), OPEN, .set = "statement"),
  FIELD (4, TEXT, reference, N_("Number"), OPEN, .high = 12, .flags = TITLE | LIST),
  FIELD (5, TEXT, wording, N_("What is to be done"), OPEN, .high = 500,
         .flags = REQUIRED | TITLE | SEARCH | LIST, .hint = N_("Name no child")),
  FIELD (6, CODE, term, N_("Term"), OPEN, .set = "action_term", .flags = LIST),
  FIELD (7, TEXT, owner, N_("Who does it"), OPEN, .high = 120, .flags = SEARCH | LIST),
  FIELD (8, DATE, started, N_("Begun on"), OPEN, .flags = LIST),
  FIELD (9, DATE, due, N_("By"), OPEN, .flags = LIST),
  FIELD (10, DATE, done, N_("Done on"), OPEN, .flags = LIST),
  FIELD (11, LONG_TEXT, evidence, N_("How it is seen that it was done"), OPEN, .high = 4000,
         .hint = N_("Name no child")),
  FIELD (12, DATE, dropped, N_("Dropped on"), OPEN),
  FIELD (13, TEXT, drop_reason, N_("Why it was dropped"), OPEN, .high = 500),
};

static gboolean
refuse (GError        **error,
        WayModelError   code,
        const char     *message)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, code, message);
  return FALSE;
}

static gboolean
check_strategy_action (gconstpointer   record,
                       GError        **error)
{
  const WayStrategyAction *self = record;

  if (way_date_is_set (&self->dropped) && self->drop_reason == NULL)
    return refuse (error, WAY_MODEL_ERROR_MISSING,
                   "drop_reason: say why it is not to be done any more");
  if (way_date_is_set (&self->dropped) && way_date_is_set (&self->done))
    return refuse (error, WAY_MODEL_ERROR_CONTRADICTION, "dropped: it was done");
  if (way_date_is_set (&self->done) && self->evidence == NULL)
    return refuse (error, WAY_MODEL_ERROR_MISSING, "evidence: say how it is seen that it was done");
  return way_check_period (&self->started, &self->done, "done", error);
}

ENTITY (way_strategy_action_entity, 142, "strategy_action", N_("action of a strategy"),
        N_("Actions of Strategies"), .check = check_strategy_action);
WAY_DEFINE_RECORD (WayStrategyAction, way_strategy_action)
#undef RECORD

#define RECORD WayProgressNote
static const WayField fields_of_way_progress_note_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, action, N_("Action"), OPEN, .set = "strategy_action",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, date, N_("Day"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, by, N_("By"), OPEN, .high = 120, .flags = LIST),
  FIELD (5, LONG_TEXT, text, N_("How it goes"), OPEN, .high = 4000,
         .flags = REQUIRED | SEARCH | LIST, .hint = N_("Name no child")),
};

ENTITY (way_progress_note_entity, 143, "progress_note", N_("note of progress"),
        N_("Notes of Progress"));
WAY_DEFINE_RECORD (WayProgressNote, way_progress_note)
#undef RECORD

/* What the group writes goes to the office, and to no other copy. */
#define CLASS_GROUP .sensitivity = WAY_CLASS_INTERNAL, .copies = WAY_COPY_OFFICE | WAY_COPY_GOVERNANCE

static gboolean
check_action_id (const char  *text,
                 GError     **error)
{
  WayId id;

  return way_id_parse (text, &id) ||
         refuse (error, WAY_MODEL_ERROR_INVALID, "it is not the id of an action");
}

#define RECORD WayActionComment
static const WayField fields_of_way_action_comment_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, action, N_("Action"), GROUP, .high = 36, .check = check_action_id,
         .flags = REQUIRED),
  FIELD (3, DATE, date, N_("Day"), GROUP, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, TEXT, by, N_("By"), GROUP, .high = 120, .flags = REQUIRED | LIST),
  FIELD (5, LONG_TEXT, text, N_("Comment"), GROUP, .high = 2000,
         .flags = REQUIRED | SEARCH | LIST, .hint = N_("Name no child")),
};

ENTITY (way_action_comment_entity, 161, "action_comment", N_("comment on an action"),
        N_("Comments on Actions"), .reach = WAY_REACH_NAMED,
        .writers = WAY_COPY_OFFICE | WAY_COPY_GOVERNANCE);
WAY_DEFINE_RECORD (WayActionComment, way_action_comment)
#undef RECORD
