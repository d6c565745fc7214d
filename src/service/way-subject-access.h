/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* All that is kept about one child, for who has the right to it: in readable form
 * (way-subject-sheet.h), and as tables for programs.  What tells of others is marked
 * (data/rules/subject-third.xml): a person looks at it before it is handed out. */

typedef struct
{
  const WayEntity *entity;
  GPtrArray       *records;  /* in the order of their ids, which is that of their making */
} WaySubjectTable;

typedef struct
{
  WayPupil   *pupil;
  GPtrArray  *tables;        /* of WaySubjectTable *, only those with records */
  GPtrArray  *trail;         /* of WayTrailRecord *: who looked at it or handed it out */
  const char *kind;          /* of the request that is open; NULL where none is */
  GDate       received;
  GDate       due;           /* no date where none is open */
  gboolean    harm;          /* part may do serious harm and is held back */
} WaySubjectAccess;

/* WAY_SERVICE_ERROR_NOT_ALLOWED for a role that may not; WAY_STORE_ERROR_SEALED for a
 * case that is sealed to who asks; WAY_SERVICE_ERROR_UNKNOWN. */
WaySubjectAccess *way_subject_access_load  (WayFacts                *facts,
                                            const WayId             *pupil,
                                            const GDate             *today,
                                            GError                 **error);
void              way_subject_access_free  (WaySubjectAccess        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySubjectAccess, way_subject_access_free)

/* Whether the field tells of others than the child. */
gboolean          way_subject_is_of_others (const WayEntity         *entity,
                                            const WayField          *field);

/* Writes the folder, which must not be there: record.pdf (as given), record.json, and
 * a CSV for each kind of record, whose last column names the fields that tell of
 * others.  It is written to the trail first.  G_FILE_ERROR. */
gboolean          way_subject_access_write (const WaySubjectAccess  *self,
                                            WayDb                   *db,
                                            GBytes                  *pdf,
                                            const char              *folder,
                                            GError                 **error);

G_END_DECLS
