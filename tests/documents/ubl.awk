# The rules of e-invoices that can be recomputed from one document, by themselves: EN 16931 (BR-CO-10
# to 17 and the categories of btw), NLCIUS and Peppol BIS 3. In: UBL documents with an element on each
# line; out: `FILE: RULE what` for each rule that is broken. Shares nothing with io/documents/.
#
# Amounts become whole cents; awk counts them exactly up to 2^53, which no test passes.

function told(rule, what) { print file ": " rule " " what; broken++ }
function must(holds, rule, what) { if (!holds) told(rule, what) }
function cents(text,    negative) {
    must(text ~ /^-?[0-9]+([.][0-9][0-9]?)?$/, "UBL-DT-01", text " is no amount of at most two decimals")
    negative = text ~ /^-/
    if (text !~ /[.]/) text = text ".00"
    if (text ~ /[.][0-9]$/) text = text "0"
    gsub(/[-.]/, "", text)
    return negative ? -text : text + 0
}
function size(number) { return number < 0 ? -number : number }
function begin_document() {
    split("", one); split("", seen); split("", taxable); split("", in_category)
    depth = notes = subtotals = lines = references = means = 0
    line_sum = tax_sum = taxable_sum = endpoints = schemes = 0
    file = FILENAME
}

# What stands at the end of a path, without namespaces: Invoice/InvoiceLine/Price/PriceAmount.
function leaf(path, value,    name) {
    name = path
    sub(/^.*\//, "", name)
    must(value != "", "PEPPOL-R008", path " is empty")
    one[path] = value
    if (name ~ /(Amount)$/) must(attributes ~ /currencyID="EUR"/, "PEPPOL-R051", path)
    if (name ~ /Quantity$/) must(attributes ~ /unitCode="C62"/, "PEPPOL-R130", path)
    if (name ~ /Date$/) must(value ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$/, "PEPPOL-F001", path)
    if (path ~ /^[A-Za-z]+\/Note$/) notes++
    if (name == "EndpointID") endpoints++
    if (name == "EndpointID" || name == "CompanyID" && path ~ /LegalEntity/)
        must(attributes ~ /"0190"/ && value ~ /^[0-9]+$/ && length(value) == 20 ||
            attributes ~ /"0106"/ && value ~ /^[0-9]+$/ && length(value) == 8, "COMMON-R054/55", value)
    if (path ~ /PartyTaxScheme\/CompanyID$/) schemes++
    if (path ~ /BillingReference/) references++
    if (path ~ /EmbeddedDocument/)
        must(attributes ~ /mimeCode="application\/pdf"/ && attributes ~ /filename="[^"\/]+[.]pdf"/,
            "UBL-DT-06/07", attributes)
}

function end_subtotal(    root, at, category, percent, reason, cents_of_tax) {
    root = one_root "/TaxTotal/TaxSubtotal/"
    at = root "TaxCategory/"
    category = one[at "ID"]; percent = one[at "Percent"]; reason = one[at "TaxExemptionReason"]
    subtotals++
    must(!((category, percent) in taxable), "BR-" category "-01", "twice")
    taxable[category, percent] = cents(one[root "TaxableAmount"])
    cents_of_tax = cents(one[root "TaxAmount"])
    taxable_sum += taxable[category, percent]; tax_sum += cents_of_tax
    must(cents_of_tax == rounded(taxable[category, percent] * percent / 100), "BR-CO-17", cents_of_tax)
    must(index("OEZS", category) > 0, "BR-CL-17", category)
    must((category == "O" || category == "E") == (reason != ""), "BR-" category "-10", reason)
    must((category == "O") == (percent == ""), "BR-48", percent)
    must(category != "O" || subtotals == 1, "BR-O-11", "not alone")
    must(category == "S" ? percent > 0 : percent + 0 == 0, "BR-" category "-05", percent)
    if (category == "O") outside = 1
    delete one[at "Percent"]; delete one[at "TaxExemptionReason"]
}
function rounded(number) { return number < 0 ? -int(-number + 0.5) : int(number + 0.5) }

function end_line(    root, quantity, base, price, net, off, category, start, stop) {
    root = one_root "/" (credit ? "CreditNoteLine/" : "InvoiceLine/")
    quantity = one[root (credit ? "CreditedQuantity" : "InvoicedQuantity")]
    net = cents(one[root "LineExtensionAmount"]); price = cents(one[root "Price/PriceAmount"])
    base = root "Price/BaseQuantity" in one ? one[root "Price/BaseQuantity"] : 1
    lines++
    must(one[root "ID"] == lines, "unique line ids", one[root "ID"])
    must(quantity ~ /^-?[0-9]+([.][0-9]+)?$/, "BR-22", quantity)
    must(base > 0, "PEPPOL-R121", base)
    must(price >= 0, "BR-27", price)
    off = base > 0 ? quantity * price / base - net : 0
    must(size(off) <= 2 + 1e-9 * size(net), "PEPPOL-R120", "off by " off)
    must(one[root "Item/Name"] != "", "BR-25", "")
    category = one[root "Item/ClassifiedTaxCategory/ID"] SUBSEP \
        one[root "Item/ClassifiedTaxCategory/Percent"]
    in_category[category] += net
    line_sum += net
    start = one[root "InvoicePeriod/StartDate"]; stop = one[root "InvoicePeriod/EndDate"]
    must(start <= stop, "BR-30", start)
    must(start == "" || start >= one[one_root "/InvoicePeriod/StartDate"], "PEPPOL-R110", start)
    must(stop == "" || stop <= one[one_root "/InvoicePeriod/EndDate"], "PEPPOL-R111", stop)
    split("", gone)
    for (path in one) if (index(path, root) == 1) gone[path]
    for (path in gone) delete one[path]
}

function total(name) { return cents(one[one_root "/LegalMonetaryTotal/" name]) }
function end_document(    at, payable, prepaid, party, needs) {
    at = one_root "/LegalMonetaryTotal/PrepaidAmount"
    prepaid = at in one ? cents(one[at]) : 0
    payable = total("PayableAmount")
    must(lines > 0, "BR-16", "no line")
    must(line_sum == total("LineExtensionAmount"), "BR-CO-10", line_sum)
    must(total("TaxExclusiveAmount") == total("LineExtensionAmount"), "BR-CO-13", "")
    must(tax_sum == cents(one[one_root "/TaxTotal/TaxAmount"]), "BR-CO-14", tax_sum)
    must(total("TaxInclusiveAmount") == total("TaxExclusiveAmount") + tax_sum, "BR-CO-15", "")
    must(payable == total("TaxInclusiveAmount") - prepaid, "BR-CO-16", payable)
    must(taxable_sum == total("TaxExclusiveAmount"), "BR-O-08", "sum of the subtotals")
    for (at in in_category) must(taxable[at] == in_category[at], "BR-x-08", at)
    must(notes == 1, "PEPPOL-R002", notes " notes")
    must(one[one_root "/ProfileID"] == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "PEPPOL-R007", "")
    must(one[one_root "/CustomizationID"] ~ /nlcius:v1[.]0$|billing:3[.]0$/, "PEPPOL-R004", "")
    must(endpoints == 2, "PEPPOL-R010/20", endpoints " addresses")
    must(one[one_root "/BuyerReference"] != "", "BR-NL-2", "")
    must(one[one_root "/" (credit ? "CreditNote" : "Invoice") "TypeCode"] == (credit ? 381 : 380),
        "BR-NL-7/8", "")
    must(!credit || references > 0, "NL-R-001", "a credit note of nothing")
    must(!credit || payable >= 0 && line_sum >= 0, "NL-R-007", "a negative credit note")
    must(credit || one[one_root "/DueDate"] != "", "due date", "")
    must(one[one_root "/PaymentTerms/Note"] != "", "terms", "")
    if (!credit && payable > 0) {
        must(one[one_root "/PaymentMeans/PaymentMeansCode"] == 58, "BR-NL-11", "")
        at = one[one_root "/PaymentMeans/PayeeFinancialAccount/ID"]
        must(at ~ /^[A-Z][A-Z][0-9][0-9][A-Z0-9]+$/ && length(at) >= 15, "BR-61", at)
    }
    must(outside ? !schemes : schemes > 0, outside ? "BR-O-02" : "BR-S-02", schemes " btw-ids")
    needs = "PostalAddress/StreetName PostalAddress/CityName PostalAddress/PostalZone " \
        "PostalAddress/Country/IdentificationCode PartyLegalEntity/RegistrationName " \
        "PartyLegalEntity/CompanyID PartyName/Name"
    split(needs, need, " ")
    for (party in need) {
        must(one[one_root "/AccountingSupplierParty/Party/" need[party]] != "", "BR-NL-1/3", need[party])
        must(one[one_root "/AccountingCustomerParty/Party/" need[party]] != "", "BR-NL-4/10", need[party])
    }
    documents++
}

FNR == 1 { begin_document(); outside = 0; next }
{
    text = $0
    sub(/^ */, "", text)
    if (text ~ /^<\//) { # the end of an element
        closed = stack[depth--]
        if (closed == "TaxSubtotal") end_subtotal()
        if (closed == "InvoiceLine" || closed == "CreditNoteLine") end_line()
        if (depth == 0) end_document()
        next
    }
    if (text !~ /^</) { # what an element holds goes on
        if (text ~ /<\/[^>]*>$/) depth--
        next
    }
    attributes = text
    sub(/>.*/, "", attributes)
    name = attributes
    sub(/^</, "", name); sub(/[ \/].*/, "", name); sub(/^c[ab]c:/, "", name)
    stack[++depth] = name
    if (depth == 1) { one_root = name; credit = name == "CreditNote"; next }
    path = one_root
    for (i = 2; i <= depth; i++) path = path "/" stack[i]
    value = substr(text, length(attributes) + 2)
    if (attributes ~ /\/$/) { leaf(path, ""); depth--; next } # <x/>
    if (value == "") next
    sub(/<.*/, "", value)
    leaf(path, value)
    if (text ~ /<\/[^>]*>$/) depth--
}
END {
    if (documents != ARGC - 1) told("whole", documents " of " ARGC - 1 " documents were read")
    exit broken > 0
}
