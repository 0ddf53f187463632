"""Adds up an invoice of EN 16931 to the cent, in either syntax.

The official rules let each VAT amount be one whole unit of currency off (BR-CO-17), so they alone would pass a wrong
cent. Rounding is half away from zero; a line's net once a line, VAT once for each category and rate. Credit notes may
be one cent off in both: several of them together have to come to what their invoice came to.
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def rounded(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def parts(element, path):
    """The elements at a path of local names."""
    steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    return element.xpath(steps)


def number(element, path, default=None):
    found = parts(element, path)
    return Decimal(found[0].text.strip()) if found else default


def category(element, code, rate):
    """Category and rate of VAT; one without a rate has none to pay."""
    found = parts(element, code)
    return (found[0].text.strip() if found else "?", number(element, rate, Decimal(0)).normalize())


def read_ubl(root):
    lines, groups = [], {}
    for line in parts(root, "InvoiceLine") + parts(root, "CreditNoteLine"):
        quantity = number(line, "InvoicedQuantity", number(line, "CreditedQuantity"))
        price, basis = number(line, "Price/PriceAmount"), number(line, "Price/BaseQuantity", Decimal(1))
        extra = sum((sign(charge, "ChargeIndicator") * number(charge, "Amount") for charge in parts(line, "AllowanceCharge")), Decimal(0))
        key = category(line, "Item/ClassifiedTaxCategory/ID", "Item/ClassifiedTaxCategory/Percent")
        lines.append((key, number(line, "LineExtensionAmount"), quantity * price / basis + extra))
    extras = [(category(charge, "TaxCategory/ID", "TaxCategory/Percent"), sign(charge, "ChargeIndicator") * number(charge, "Amount"))
              for charge in parts(root, "AllowanceCharge")]
    for group in parts(root, "TaxTotal/TaxSubtotal"):
        groups[category(group, "TaxCategory/ID", "TaxCategory/Percent")] = (number(group, "TaxableAmount"), number(group, "TaxAmount"))
    [total] = parts(root, "LegalMonetaryTotal")
    taxes = [element for element in parts(root, "TaxTotal") if parts(element, "TaxSubtotal")]
    return lines, extras, groups, {
        "the net of all lines": number(total, "LineExtensionAmount"),
        "the net": number(total, "TaxExclusiveAmount"),
        "the VAT": number(taxes[0], "TaxAmount") if taxes else Decimal(0),
        "the gross": number(total, "TaxInclusiveAmount"),
        "the amount due": number(total, "PayableAmount"),
        "prepaid": number(total, "PrepaidAmount", Decimal(0)),
        "rounding": number(total, "PayableRoundingAmount", Decimal(0)),
    }


def read_cii(root):
    [trade] = parts(root, "SupplyChainTradeTransaction")
    [settlement] = parts(trade, "ApplicableHeaderTradeSettlement")
    lines, groups = [], {}
    for line in parts(trade, "IncludedSupplyChainTradeLineItem"):
        quantity = number(line, "SpecifiedLineTradeDelivery/BilledQuantity")
        [price] = parts(line, "SpecifiedLineTradeAgreement/NetPriceProductTradePrice")
        [tax] = parts(line, "SpecifiedLineTradeSettlement/ApplicableTradeTax")
        extra = sum((sign(charge, "ChargeIndicator/Indicator") * number(charge, "ActualAmount")
                     for charge in parts(line, "SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge")), Decimal(0))
        net = number(line, "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
        value = quantity * number(price, "ChargeAmount") / number(price, "BasisQuantity", Decimal(1)) + extra
        lines.append((category(tax, "CategoryCode", "RateApplicablePercent"), net, value))
    extras = [(category(charge, "CategoryTradeTax/CategoryCode", "CategoryTradeTax/RateApplicablePercent"),
               sign(charge, "ChargeIndicator/Indicator") * number(charge, "ActualAmount"))
              for charge in parts(settlement, "SpecifiedTradeAllowanceCharge")]
    for group in parts(settlement, "ApplicableTradeTax"):
        groups[category(group, "CategoryCode", "RateApplicablePercent")] = (number(group, "BasisAmount"), number(group, "CalculatedAmount"))
    [total] = parts(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    return lines, extras, groups, {
        "the net of all lines": number(total, "LineTotalAmount"),
        "the net": number(total, "TaxBasisTotalAmount"),
        "the VAT": number(total, "TaxTotalAmount", Decimal(0)),
        "the gross": number(total, "GrandTotalAmount"),
        "the amount due": number(total, "DuePayableAmount"),
        "prepaid": number(total, "TotalPrepaidAmount", Decimal(0)),
        "rounding": number(total, "RoundingAmount", Decimal(0)),
    }


def sign(charge, path):
    return 1 if parts(charge, path)[0].text.strip() in ("true", "1") else -1


def is_credit_note(root):
    codes = parts(root, "CreditNoteTypeCode") + parts(root, "ExchangedDocument/TypeCode")
    return bool(codes) and codes[0].text.strip() in ("381", "396")


def complaints(root, is_cii):
    """Where the figures of an invoice do not follow from each other."""
    try:
        lines, extras, groups, told = (read_cii if is_cii else read_ubl)(root)
    except (ArithmeticError, TypeError, ValueError, IndexError, AttributeError) as error:
        return [f"cannot be added up: {error!r}"]
    wrong, bases = [], {}
    credits = is_credit_note(root)

    def compare(name, says, ought, slack=Decimal(0)):
        if says is None or abs(says - ought) > slack:
            wrong.append(f"{name} is {says} and ought to be {ought}")

    for i, (key, net, value) in enumerate(lines, 1):
        compare(f"the net of line {i}", net, rounded(value), CENT if credits else Decimal(0))
        bases[key] = bases.get(key, Decimal(0)) + net
    for key, amount in extras:
        bases[key] = bases.get(key, Decimal(0)) + amount
    for key in sorted(set(bases) | set(groups)):
        base, tax = groups.get(key, (None, None))
        name = f"{key[0]} {key[1]:f} %"
        compare(f"the base of {name}", base, bases.get(key, Decimal(0)))
        if base is not None:
            compare(f"the VAT of {name}", tax, rounded(base * key[1] / 100), CENT if credits else Decimal(0))
    compare("the net of all lines", told["the net of all lines"], sum((net for _, net, _ in lines), Decimal(0)))
    compare("the net", told["the net"], told["the net of all lines"] + sum((amount for _, amount in extras), Decimal(0)))
    compare("the VAT", told["the VAT"], sum((tax for _, tax in groups.values()), Decimal(0)))
    compare("the gross", told["the gross"], told["the net"] + told["the VAT"])
    compare("the amount due", told["the amount due"], told["the gross"] - told["prepaid"] + told["rounding"])
    return wrong
