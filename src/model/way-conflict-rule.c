/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that settle conflicts, and which fields they may be set for. */

#include "way-conflict-rule.h"

#include "way-describe-private.h"

gboolean
way_field_is_harmless (const WayField *self)
{
  return (self->flags & WAY_FIELD_HARMLESS) != 0 &&
         (self->flags & (WAY_FIELD_KEY | WAY_FIELD_TITLE | WAY_FIELD_ADDRESS | WAY_FIELD_DERIVED)) == 0 &&
         (self->kind == WAY_KIND_TEXT || self->kind == WAY_KIND_INTEGER) &&
         self->sensitivity == WAY_CLASS_OPEN;
}

const WayField *
way_conflict_rule_field (const WayConflictRule *self)
{
  const WayEntity *entity = self->entity != NULL ? way_entity_by_name (self->entity) : NULL;
  const WayField *field = entity != NULL && self->field != NULL
                            ? way_entity_field (entity, self->field) : NULL;

  return field != NULL && way_field_is_harmless (field) ? field : NULL;
}

static gboolean
check_entity_name (const char  *text,
                   GError     **error)
{
  if (way_entity_by_name (text) != NULL)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_UNKNOWN, "there are no records of this kind");
  return FALSE;
}

static gboolean
check_field_name (const char  *text,
                  GError     **error)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      const WayField *field = way_entity_field (entities[i], text);

      if (field != NULL && way_field_is_harmless (field))
        return TRUE;
    }
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "conflicts of this field are settled by people, and never by a rule");
  return FALSE;
}

#define RECORD WayConflictRule
static const WayField fields_of_way_conflict_rule_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, entity, N_("Kind of record"), INTERNAL, .high = 60,
         .check = check_entity_name, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, TEXT, field, N_("Field"), INTERNAL, .high = 60, .check = check_field_name,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, keep, N_("Keep"), INTERNAL, .set = "conflict_keep",
         .flags = REQUIRED | LIST),
  FIELD (5, TEXT, by, N_("Set by"), INTERNAL, .high = 120, .flags = LIST),
  FIELD (6, DATE, since, N_("Set on"), INTERNAL, .flags = LIST),
};

static gboolean
check_conflict_rule (gconstpointer   record,
                     GError        **error)
{
  const WayConflictRule *self = record;

  if (way_conflict_rule_field (self) != NULL)
    return TRUE;
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "field: conflicts of this field are settled by people, and never by a rule");
  return FALSE;
}

ENTITY (way_conflict_rule_entity, 158, "conflict_rule", N_("rule for conflicts"),
        N_("Rules for Conflicts"), .check = check_conflict_rule, .reach = WAY_REACH_OFFICE);
WAY_DEFINE_RECORD (WayConflictRule, way_conflict_rule)
#undef RECORD
