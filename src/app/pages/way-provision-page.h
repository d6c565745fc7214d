/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-record-page.h"

G_BEGIN_DECLS

/* One provision of the directory. */
#define WAY_TYPE_PROVISION_PAGE (way_provision_page_get_type ())
G_DECLARE_FINAL_TYPE (WayProvisionPage, way_provision_page, WAY, PROVISION_PAGE, WayRecordPage)

G_END_DECLS
