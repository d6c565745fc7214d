/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Statistics that were published: what readers have cannot be taken back, so
 * these records stay as they are, and the next release is checked against
 * them.  Plain data. */

typedef struct
{
  WayId   id;
  char   *profile;         /* disclosure */
  gint64  year;            /* the school year that begins in it */
  GDate   made;
  char   *by;              /* who made it */
  char   *approved_by;
  char   *rules;           /* which rules hid how many cells: "1: 12, 5: 4" */
  char   *digest;          /* SHA-256 over its tables */
  WayId   replaces;        /* the release that this one revises; may be none */
  char   *note;            /* why */
} WayPublication;
WAY_DECLARE_RECORD (WayPublication, way_publication)

typedef struct
{
  WayId   id;
  WayId   release;
  gint64  position;
  char   *name;
  char   *resource;        /* its description, as in the data package */
  char   *data;            /* its rows, as published */
} WayPublicationTable;
WAY_DECLARE_RECORD (WayPublicationTable, way_publication_table)

G_END_DECLS
