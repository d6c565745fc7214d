/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What somebody decided once for every conflict of one harmless field.  Of each
 * kind of record and field the rules of all copies stand beside each other: where
 * they do not say the same, none of them counts. */
typedef struct
{
  WayId  id;
  char  *entity;       /* name of an entity */
  char  *field;        /* name of one of its fields */
  char  *keep;         /* conflict_keep */
  char  *by;           /* who set it */
  GDate  since;        /* when */
} WayConflictRule;

WAY_DECLARE_RECORD (WayConflictRule, way_conflict_rule)

/* Whether conflicts of the field may be settled by rule: its description says that it
 * is harmless, and it is nothing that exchange.md 3 leaves to people (status, dates,
 * placement, need, safeguarding, notes). */
gboolean way_field_is_harmless (const WayField *self);

/* What the rule is about; NULL where this program has no such field, or where it is
 * not harmless. */
const WayField *way_conflict_rule_field (const WayConflictRule *self);

G_END_DECLS
